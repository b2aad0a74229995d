import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { findAccountById } from '../../people/accounts/find-account.ts'
import { listNotices } from '../../records/notices/list-notices.ts'
import { openAlder } from '../testing/open-alder.ts'

const path = '/profile-settings/email'

async function openSite() {
  const site = await openAlder()
  const { tech } = site
  const browser = await site.logIn(tech)
  const mailedLink = async () => {
    const mail = (await listNotices(site.hub)).find(({ kind }) => kind === 'email_confirmation')
    return mail?.kind === 'email_confirmation' ? mail.details.link : ''
  }
  const email = async () => (await findAccountById(site.hub, tech.account.id))?.email
  return { ...site, tech, browser, mailedLink, email }
}

describe('the username after a change of the address', () => {
  it('stays, which the profile says, until the person changes it, with a fresh proof (FW5, T44)', async () => {
    await using site = await openSite()
    const profile = '/profile-settings'
    assert.doesNotMatch((await site.browser.get(profile)).text, /You still log in as/)
    await site.browser.post(path, { email: 'new@elsewhere.example' })
    await site.visitor().post(await site.mailedLink())

    const told = await site.browser.get(profile)
    const form = await site.browser.get(told.link('Change username').href)
    const changed = await site.browser.press(form, 'Change username')

    assert.match(told.text, /You still log in as tech@alder\.example, though your mails go to new@elsewhere\.example\./)
    assert.equal(form.field('New username').value, 'new@elsewhere.example')
    assert.match(changed.message().text, /You log in as new@elsewhere\.example from now on/)
    assert.doesNotMatch(changed.text, /You still log in as/)
    site.hub.pass(site.hub.config.lifetimes.fresh)
    assert.equal((await site.browser.get(`${profile}/username`)).headline, 'Log in')
  })
})

describe('changing the address', () => {
  it('asks for both factors first where they were given too long ago (T44)', async () => {
    await using site = await openSite()
    site.hub.pass(site.hub.config.lifetimes.fresh)

    const asked = await site.browser.get(path)
    const sent = await site.browser.post(path, { email: 'thief@elsewhere.example' })

    assert.equal(asked.headline, 'Log in')
    assert.equal(sent.headline, 'Log in')
    assert.equal(await site.mailedLink(), '')
  })

  it('waits for the link, which works in any browser, tells what it changes, and works once (FS4)', async () => {
    await using site = await openSite()
    const elsewhere = site.visitor()

    const sent = await site.browser.post(path, { email: 'new@elsewhere.example' })
    const link = await site.mailedLink()
    const looked = await elsewhere.get(link)

    assert.match(sent.message().text, /new@elsewhere\.example/)
    assert.match(sent.text, /Cancel change/)
    assert.match(looked.text, /tech@alder\.example[^]*new@elsewhere\.example/)
    assert.doesNotMatch(looked.body, /Alder MSP|alder tech/)
    assert.equal(await site.email(), 'tech@alder.example')
    const done = await elsewhere.post(link)
    assert.match(done.message().text, /go to new@elsewhere\.example\. You still log in as tech@alder\.example\./)
    assert.equal(await site.email(), 'new@elsewhere.example')
    const stranger = site.visitor()
    for (const used of [await stranger.get(link), await stranger.post(link)]) {
      assert.equal(used.status, 410)
      assert.ok(used.alert(/link_expired/))
    }
    for (const again of [await elsewhere.get(link), await elsewhere.post(link)]) {
      assert.match(again.message().text, /You have confirmed this address/)
      assert.doesNotMatch(again.text, /new@elsewhere\.example/)
      assert.deepEqual(again.alerts(), [])
    }
  })

  it('is cancelled from the profile', async () => {
    await using site = await openSite()
    await site.browser.post(path, { email: 'new@elsewhere.example' })

    const cancelled = await site.browser.post(`${path}/cancel`)

    assert.match(cancelled.message().text, /The change is cancelled/)
    assert.doesNotMatch(cancelled.text, /Cancel change/)
    assert.equal((await site.visitor().post(await site.mailedLink())).status, 410)
  })

  it('keeps what was typed where it is no address, and sends nothing', async () => {
    await using site = await openSite()

    for (const email of [
      '',
      'nobody',
      'a@b c',
      'a@b\r\nBcc: x@y',
      '"><script>alert(1)</script>',
      `${'x'.repeat(300)}@y`,
    ]) {
      const page = await site.browser.post(path, { email })
      assert.equal(page.status, 400, email)
      assert.ok(page.alert(/That is not an e-mail address/))
      assert.equal(page.field(/address/i).value, email)
      assert.deepEqual(page.select('script:not([src])'), [])
    }

    assert.equal(await site.mailedLink(), '')
  })

  it('tells nothing by a link that was made up', async () => {
    await using site = await openSite()

    for (const token of ['x', '%00', 'x'.repeat(2000), "'%20or%20''='", '..%2f']) {
      const answer = await site.visitor().get(`/confirm-email/${token}`)
      assert.equal(answer.status === 410 || answer.status === 404, true, token)
    }
  })
})
