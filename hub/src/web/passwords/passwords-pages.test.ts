import assert from 'node:assert/strict'
import { fillHashingQueue } from '@lanyard/guard/testing'
import { describe, it } from 'node:test'
import { HOUR } from '../../clock.ts'
import { addNewcomer, goThroughLogin, nextCode } from '../../oidc/testing/go-through-login.ts'
import { PASSWORD } from '../../people/passwords/testing/give-password.ts'
import { listNotices } from '../../records/notices/list-notices.ts'
import { type Person, startTestSite, type TestSite } from '../testing/start-test-site.ts'
import type { VisitedPage, Visitor } from '../testing/visitor.ts'

const next = 'seven herons over the weir'
const wrong = 'not the password of anybody'

async function openSite(environment: Readonly<Record<string, string>> = {}) {
  const site = await startTestSite(environment)
  const alder = await site.addOrganization('alder', 'Alder MSP')
  const owner = await site.addPerson(alder, 'owner')
  return { ...site, alder, owner }
}

/** Where the newest mail to a person leads; null where it has no link. */
async function newestLink({ hub }: TestSite, { account }: Person): Promise<string | null> {
  const newest = (await listNotices(hub)).find(({ recipient }) => recipient === account.email)
  return newest?.kind === 'password_reset' ? newest.details.link : null
}

async function typePassword(
  visitor: Visitor,
  { account }: Person,
  password: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<VisitedPage> {
  const page = await visitor.get('/login')
  return visitor.post(page.url.href, { username: account.username, password }, headers)
}

describe('who reads a person’s mail, and has nothing else,', () => {
  it('sets a password and gets no further: the second factor is asked, and none is set up (T35)', async () => {
    await using site = await openSite()
    const attacker = site.visitor()
    await attacker.post('/forgot-password', { username: site.owner.account.username })
    const link = (await newestLink(site, site.owner)) ?? ''
    const done = await attacker.post(link, { password: next, password_again: next })
    assert.match(done.message().text, /Your new password is set/)

    const asked = await typePassword(attacker, site.owner, next)

    assert.equal(asked.headline, 'Enter your code')
    for (const way of ['enrol', 'recovery-codes', 'organization', 'connect']) {
      const elsewhere = await attacker.get(asked.url.href.replace(/code$/, way))
      assert.equal(elsewhere.headline, 'Enter your code', way)
    }
    const guessed = await attacker.post(asked.url.href, { code: '000000' })
    assert.match(guessed.text, /That code is not right/)
    assert.equal((await attacker.get('/')).headline, 'Log in')
  })

  it('gets no link for a person who has no second factor yet, or whose was reset (T35)', async () => {
    await using site = await openSite()
    const newcomer = await addNewcomer(site, site.alder, 'newcomer')
    await site.hub.db
      .updateTable('accounts')
      .set({ second_factor_reset_at: site.hub.now() })
      .where('id', '=', site.owner.account.id)
      .execute()
    for (const person of [newcomer, site.owner]) {
      const page = await site.visitor().post('/forgot-password', { username: person.account.username })
      assert.match(page.text, /If there is such an account/)
      assert.equal(await newestLink(site, person), null)
      const [newest] = await listNotices(site.hub, 1)
      assert.deepEqual([newest?.kind, newest?.recipient], ['password_reset_refused', person.account.email])
    }
  })

  it('reads one answer for everyone, and learns nothing of who there is (T29)', async () => {
    await using site = await openSite()
    const ask = (username: string) => site.visitor().post('/forgot-password', { username })
    const [known, unknown] = [await ask(site.owner.account.username), await ask('nobody@nowhere.example')]
    assert.deepEqual([known.status, known.body, known.policy], [unknown.status, unknown.body, unknown.policy])
  })
})

describe('the page behind a mailed link', () => {
  it('is not used up by opening it, nor from another site, and keeps no one’s session (T9, T11, FS4)', async () => {
    await using site = await openSite()
    const before = await site.logIn(site.owner)
    const visitor = site.visitor()
    await visitor.post('/forgot-password', { username: site.owner.account.username })
    const link = (await newestLink(site, site.owner)) ?? ''
    for (let times = 0; times < 2; times++) assert.equal((await visitor.get(link)).headline, 'Set a new password')
    const fields = { password: next, password_again: next }
    const forged = await visitor.post(link, fields, { 'sec-fetch-site': 'cross-site' })
    assert.match(forged.text, /request_refused/)
    const short = await visitor.post(link, { password: 'short', password_again: 'short' })
    assert.match(short.text, /A password has at least/)
    for (const field of short.fields()) assert.equal(field.value, '')

    await visitor.post(link, fields)

    assert.equal((await before.get('/')).headline, 'Log in')
    const used = await site.visitor().post(link, fields)
    assert.deepEqual([used.status, /link_expired/.test(used.text)], [410, true])
    assert.equal(used.link('Set a new password by mail').href, '/forgot-password')
    for (const again of [await visitor.post(link, fields), await visitor.get(link)]) {
      assert.match(again.message().text, /You have set your new password/)
    }
  })
})

describe('changing one’s own password', () => {
  it('ends the other sessions and keeps this one, for who gave both factors lately (T9, T36)', async () => {
    await using site = await openSite()
    const path = '/profile-settings/security/password'
    const [here, elsewhere] = [await site.logIn(site.owner), site.visitor()]
    await goThroughLogin(site, elsewhere, new URL('/login', site.origin), site.owner)
    const fields = { current: PASSWORD, password: next, password_again: next }
    assert.match((await here.post(path, { ...fields, current: wrong })).text, /not your current password/)

    const changed = await here.post(path, fields)

    assert.match(changed.message().text, /Your password is changed/)
    assert.equal((await elsewhere.get('/')).headline, 'Log in')
    site.hub.pass(HOUR)
    const late = await here.post(path, { ...fields, current: next })
    assert.equal(late.headline, 'Log in')
    assert.equal((await here.get('/')).headline, 'My modules')
  })
})

describe('a browser that the owner has logged in with', () => {
  it('gets in while strangers guess from everywhere, its own address too (T34)', async () => {
    await using site = await openSite()
    const owner = await site.logIn(site.owner)
    await owner.post('/logout')
    await Promise.all(Array.from({ length: 20 }, () => typePassword(site.visitor(), site.owner, wrong)))
    const stranger = await typePassword(site.visitor(), site.owner, PASSWORD)
    assert.deepEqual([stranger.status, /too_many_attempts/.test(stranger.text)], [429, true])

    const code = await typePassword(owner, site.owner, PASSWORD)

    assert.equal(code.headline, 'Enter your code')
    await owner.post(code.url.href, { code: await nextCode(site, site.owner) })
    assert.equal((await owner.get('/')).headline, 'My modules')
  })

  it('is no one’s for another account, so that its cookie tells nothing of who there is (T29, T34)', async () => {
    await using site = await openSite()
    const tech = await site.addPerson(site.alder, 'tech')
    const unknown = { ...tech, account: { ...tech.account, username: 'nobody@alder.example' } }
    const owner = await site.logIn(site.owner)
    await owner.post('/logout')
    for (const person of [tech, unknown]) {
      for (let tries = 0; tries < 5; tries++) {
        assert.match((await typePassword(owner, person, wrong)).text, /username or password is not right/)
      }
      assert.match((await typePassword(site.visitor(), person, wrong)).text, /too_many_attempts/)
    }
  })
})

describe('a password that comes while too many wait', () => {
  it('is not looked at, and its owner is told when to try again; no try is counted (FL3)', async () => {
    await using site = await openSite()
    const filled = fillHashingQueue()

    const answers: string[] = []
    for (let tries = 0; tries < 6; tries++) {
      const { status, text } = await typePassword(site.visitor(), site.owner, wrong)
      answers.push(`${status} ${/too_busy/.test(text)}`)
    }
    await filled[Symbol.asyncDispose]()

    assert.deepEqual(new Set(answers), new Set(['503 true']))
    assert.equal((await typePassword(site.visitor(), site.owner, PASSWORD)).headline, 'Enter your code')
  })
})

describe('the place that tries are counted by', () => {
  const from = (address: string) => ({ 'x-forwarded-for': address })

  it('is the socket’s, whatever a header says, while no proxy is trusted (T34)', async () => {
    await using site = await openSite()
    for (let tries = 0; tries < 5; tries++) {
      await typePassword(site.visitor(), site.owner, wrong, from(`192.0.2.${tries}`))
    }
    const page = await typePassword(site.visitor(), site.owner, wrong, from('192.0.2.99'))
    assert.match(page.text, /too_many_attempts/)
  })

  it('is the one that a trusted proxy names, so that people behind it do not hold each other up (T34)', async () => {
    await using site = await openSite({ LANYARD_PROXIES: '127.0.0.0/8, ::1, 10.0.0.0/8' })
    const guess = (address: string) => typePassword(site.visitor(), site.owner, wrong, from(address))
    for (let tries = 0; tries < 5; tries++) await guess('203.0.113.5, 10.0.0.3')
    assert.match((await guess('203.0.113.5')).text, /too_many_attempts/)
    assert.match((await guess('198.51.100.7, 203.0.113.5, 10.0.0.4')).text, /too_many_attempts/)
    assert.match((await guess('203.0.113.6')).text, /username or password is not right/)
    for (let tries = 0; tries < 5; tries++) await guess(`2001:db8:1:2::${tries}`)
    assert.match((await guess('2001:db8:1:2:ffff::1')).text, /too_many_attempts/)
    assert.match((await guess('2001:db8:1:3::1')).text, /username or password is not right/)
  })
})
