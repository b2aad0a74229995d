import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { FORM_LIFETIME } from '@lanyard/forms'
import { psaUs } from '../../../testing.ts'
import { MINUTE } from '../../clock.ts'
import { openTestProduct } from '../../oidc/testing/test-product.ts'
import { listMembers } from '../../people/members/list-members.ts'
import { openAlder } from '../testing/open-alder.ts'
import type { TestSite } from '../testing/start-test-site.ts'

const MEMBERS = '/admin-settings/members'

describe('an act that asks for a proof which is too old (FS1)', () => {
  it('says why, names the act after the login, and waits for one more press, with the list as it was', async () => {
    await using alone = await openAlone()
    const { browser, origin } = alone
    const list = `${MEMBERS}?search=tech&role=member`
    await browser.get(list)
    alone.hub.pass(11 * MINUTE)

    const button = (await browser.get(list)).button(/Make master/)
    assert.ok(button)
    const form = { list: 'role=member&search=tech' }
    const path = `${MEMBERS}/${alone.tech.member.id}/make-master`
    const login = await browser.post(path, form, { referer: new URL(list, origin).href })
    const given = await alone.prove(browser, alone.master, login)
    const before = await roleOf(alone)
    const done = await browser.press(given, 'Make master')

    assert.match(login.text, /For this, confirm that it is you: enter your password and a code/)
    assert.match(login.text, /What you typed is kept for ten minutes/)
    assert.equal(given.dialog().name, 'Make alder tech a master')
    assert.equal(given.link('Cancel').href, list)
    assert.equal(before, 'member')
    assert.equal(await roleOf(alone), 'master')
    assert.match(done.message().text, /alder tech is a master now/)
    assert.deepEqual([done.url.pathname, done.url.searchParams.get('search')], [MEMBERS, 'tech'])
  })

  it('is done once by one form, which is not given back again (FS1)', async () => {
    await using alone = await openAlone()
    const { browser } = alone
    alone.hub.pass(11 * MINUTE)
    const login = await browser.post(MEMBERS, { email: 'jo@alder.example' })
    const given = await alone.prove(browser, alone.master, login)

    const reloaded = await browser.get(given.url.href)
    const invited = await browser.press(reloaded, 'Invite')
    const again = await browser.get(given.url.href)

    assert.equal(given.field('Email').value, 'jo@alder.example')
    assert.equal(reloaded.field('Email').value, 'jo@alder.example')
    assert.match(invited.message().text, /jo@alder.example is invited/)
    assert.equal(again.url.pathname, '/')
    assert.match(again.message().text, /nothing to continue/)
  })

  it('leads a page that asks back to itself with its query, and says why', async () => {
    await using alone = await openAlone()
    const { browser } = alone
    const address = `${MEMBERS}/${alone.tech.member.id}/deactivate?list=search%3Dtech`
    alone.hub.pass(11 * MINUTE)

    const login = await browser.get(address)
    const page = await alone.prove(browser, alone.master, login)

    assert.match(login.text, /For this, confirm that it is you: enter your password and a code\./)
    assert.doesNotMatch(login.text, /kept for ten minutes/)
    assert.equal(page.url.pathname + page.url.search, address)
  })
})

describe('a login that a product asks for once more (FS1)', () => {
  it('says that it is a proof, and nothing where no session stands', async () => {
    await using alone = await openAlone()
    const product = await openTestProduct(alone.hub, psaUs)
    await logInEarlier(alone, 700)
    const begun = await product.begin({ max_age: '600' })

    const again = await alone.browser.get(begun.url.href)
    const first = await alone.visitor().get(begun.url.href)

    assert.match(again.text, /For this, confirm that it is you/)
    assert.doesNotMatch(first.text, /confirm that it is you/)
  })
})

describe('a form that came after the end of the session (FS2)', () => {
  it('shows what was chosen in lists, where another choice is made as well', async () => {
    await using alone = await openAlone()
    const { browser, hub } = alone
    const choose = async (address: string, fields: Record<string, string>) => {
      hub.pass(13 * 60 * MINUTE)
      return alone.prove(browser, alone.master, await browser.post(address, fields))
    }

    const limits = await choose('/admin-settings/sessions', { total: '60', idle: '' })
    const url = await choose('/profile-settings/module-urls', { psa: 'psa-uk' })
    const gone = await choose('/profile-settings/module-urls', { psa: 'psa-of-old' })
    const details = await choose('/profile-settings/details', { name: 'Ada', language: 'en-GB' })
    await browser.press(limits, 'Save', { 'Log in again after': '2 hours' })
    const kept = await browser.get('/admin-settings')

    assert.deepEqual(
      [limits.field('Log in again after').value, limits.field('Log in again after inactivity of').value],
      ['60', ''],
    )
    assert.match(limits.text, /This is what you sent/)
    assert.deepEqual([url.field('PSA').value, gone.field('PSA').value], ['psa-uk', 'psa-of-old'])
    assert.equal(details.field('Language').value, 'en-GB')
    assert.equal(kept.field('Log in again after').value, '120')
  })

  it('is given back after a login, whose page says that the session ended', async () => {
    await using alone = await openAlone()
    const { browser } = alone
    alone.hub.pass(13 * 60 * MINUTE)

    const login = await browser.post(MEMBERS, { email: 'jo@alder.example' })
    const retried = await browser.press(login, 'Log in', { Username: 'x@alder.example', Password: 'not the right one' })
    const given = await alone.prove(browser, alone.master, retried)
    const invited = await browser.press(given, 'Invite')

    assert.match(login.text, /Your session has ended\. Log in to continue; what you typed is kept for ten minutes\./)
    assert.match(retried.text, /Your session has ended/)
    assert.equal(given.headings('Invite a person').length + given.dialogs('Invite').length > 0, true)
    assert.match(invited.message().text, /jo@alder.example is invited/)
  })

  it('says so of a page, with its query, and nothing on a plain visit', async () => {
    await using alone = await openAlone()
    const { browser } = alone
    alone.hub.pass(13 * 60 * MINUTE)

    const login = await browser.get(`${MEMBERS}?search=tech`)
    const plain = await alone.visitor().get('/login')
    const page = await alone.prove(browser, alone.master, login)

    assert.match(login.text, /Your session has ended\. Log in to continue\./)
    assert.doesNotMatch(plain.text, /session|confirm that it is you/)
    assert.equal(page.url.search, '?search=tech')
  })

  it('is kept also from another tab, while the first one has led to the login', async () => {
    await using alone = await openAlone()
    const { browser } = alone
    alone.hub.pass(13 * 60 * MINUTE)

    await browser.post(MEMBERS, { email: 'jo@alder.example' })
    const login = await browser.post(MEMBERS, { email: 'al@alder.example' })
    const given = await alone.prove(browser, alone.master, login)

    assert.equal(given.field('Email').value, 'al@alder.example')
  })

  it('that is a list of people comes back without its file, and one that is too long not at all', async () => {
    await using alone = await openAlone()
    const { browser, hub } = alone
    const send = async (rows: string) => {
      const body = new FormData()
      body.set('rows', rows)
      body.set('decision', 'check')
      body.set('file', new File(['email\neve@alder.example'], 'people.csv'))
      hub.pass(13 * 60 * MINUTE)
      const login = await browser.send(`${MEMBERS}/import`, {
        method: 'POST',
        body,
        headers: { 'sec-fetch-site': 'same-origin', referer: `${alone.origin}${MEMBERS}/import` },
      })
      return { login, given: await alone.prove(browser, alone.master, login) }
    }

    const short = await send('email\njo@alder.example')
    const checked = await browser.press(short.given, 'Check')
    const long = await send(`email\n${'jo@alder.example\n'.repeat(20_000)}`)

    assert.equal(short.given.field('Rows').value, 'email\r\njo@alder.example')
    assert.match(checked.text, /jo@alder\.example/)
    assert.match(long.login.text, /too long to keep/)
    assert.match(long.given.dialog().text, /too long to keep/)
    assert.equal(long.given.link('Back to the page').href, `${MEMBERS}/import`)
  })

  it('is gone after ten minutes', async () => {
    await using alone = await openAlone()
    const { browser } = alone
    alone.hub.pass(13 * 60 * MINUTE)
    await browser.post(MEMBERS, { email: 'jo@alder.example' })
    const { id } = await alone.hub.short.selectFrom('forms_kept').select('id').executeTakeFirstOrThrow()
    alone.hub.pass(FORM_LIFETIME)

    // The login that was asked for then has lapsed with it.
    const page = await alone.prove(browser, alone.master, await browser.get(`/kept/${id}`))

    assert.match(page.message().text, /ten minutes have passed/)
  })

  it('is kept once where it comes too late again, and what it was sent for is done where it cannot be dropped', async () => {
    await using alone = await openAlone()
    const { browser, hub } = alone
    hub.pass(13 * 60 * MINUTE)
    const given = await alone.prove(browser, alone.master, await browser.post(MEMBERS, { email: 'jo@alder.example' }))
    hub.pass(13 * 60 * MINUTE - FORM_LIFETIME)
    await hub.short
      .updateTable('forms_kept')
      .set({ expires_at: hub.now() + MINUTE })
      .execute()
    const again = await alone.prove(browser, alone.master, await browser.press(given, 'Invite'))
    const kept = await hub.short.selectFrom('forms_kept').selectAll().execute()
    await hub.short.schema.alterTable('forms_kept').renameTo('away').execute()

    const invited = await browser.press(again, 'Invite')

    assert.equal(kept.length, 1)
    assert.match(invited.message().text, /jo@alder.example is invited/)
    assert.ok(hub.logged.some(({ event }) => event === 'form_not_dropped'))
  })

  it('leads to the login as before where it cannot be kept', async () => {
    await using alone = await openAlone()
    const { browser, hub } = alone
    await hub.short.schema.alterTable('forms_kept').renameTo('away').execute()
    hub.pass(13 * 60 * MINUTE)

    const login = await browser.post(MEMBERS, { email: 'jo@alder.example' })

    assert.equal(login.headline, 'Log in')
    assert.match(login.text, /Your session has ended\. Log in to continue\./)
  })
})

/** A site of its own, whose clock the test moves. */
async function openAlone() {
  const site = await openAlder()
  return { ...site, browser: await site.logIn(site.master) }
}

/** The provider reads a clock of its own, so the login itself is put back. */
async function logInEarlier({ hub }: Pick<TestSite, 'hub'>, seconds: number): Promise<void> {
  const { uid, payload } = await hub.short.selectFrom('sessions').select(['uid', 'payload']).executeTakeFirstOrThrow()
  const session = JSON.parse(payload) as { loginTs: number }
  const earlier = JSON.stringify({ ...session, loginTs: session.loginTs - seconds })
  await hub.short.updateTable('sessions').set({ payload: earlier }).where('uid', '=', uid).execute()
}

async function roleOf({ hub, tech, alder }: Awaited<ReturnType<typeof openAlone>>): Promise<string | undefined> {
  const members = await listMembers(hub, alder, {})
  return members.find(({ id }) => id === tech.member.id)?.role
}
