import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { DAY } from '../../clock.ts'
import { inviteMember } from '../../invitations/invite-member.ts'
import { listMembers } from '../../members/list-members.ts'
import { startTestSite } from '../testing/start-test-site.ts'

async function openInvited() {
  const site = await startTestSite()
  const alder = await site.addOrganization('alder', 'Alder MSP')
  const by = 'operator:test' as const
  const { link } = await inviteMember(site.hub, { organization: alder, email: 'new@alder.example', role: 'member', by })
  return { ...site, alder, link }
}

const password = 'a lantern by the harbour'
const filled = { name: 'Alder New', username: 'new@alder.example', password, password_again: password }

describe('an invitation', () => {
  it('asks for a name and a password, with the username filled in (A5)', async () => {
    await using site = await openInvited()

    const { text } = await site.visitor().get(site.link)

    assert.match(text, /<h1>Join Alder MSP<\/h1>/)
    assert.match(text, /name="username"[^>]*value="new@alder\.example"/)
  })

  it('makes an account, which logs in with its password and then sets up its second factor (A7)', async () => {
    await using site = await openInvited()
    const browser = site.visitor()

    const login = await browser.post(site.link, filled)
    const next = await browser.post(login.url.href, { username: filled.username, password })

    assert.equal(login.firstStatus, 303)
    assert.match(login.url.pathname, /^\/login\//)
    assert.match(next.text, /<h1>Set up your authenticator app<\/h1>/)
  })

  it('works once, and for as long as it says', async () => {
    await using site = await openInvited()
    await site.visitor().post(site.link, filled)

    const used = await site.visitor().get(site.link)
    const usedAgain = await site.visitor().post(site.link, { ...filled, username: 'other' })

    assert.deepEqual([used.status, usedAgain.status], [410, 410])
    assert.match(used.text, /role="alert"[^]*invitation_expired/)

    await using late = await openInvited()
    late.hub.pass(8 * DAY)
    assert.equal((await late.visitor().get(late.link)).status, 410)
  })

  for (const [what, change, code] of [
    ['two different passwords', { password_again: 'a lantern by the shore' }, /not the same/],
    ['a short password', { password: 'short', password_again: 'short' }, /password_too_short/],
    ['no name', { name: ' ' }, /name_invalid/],
    ['a username with a blank', { username: 'new one' }, /username_invalid/],
  ] as const)
    it(`refuses ${what}, keeps what was typed but the passwords, and stays open`, async () => {
      await using site = await openInvited()

      const refused = await site.visitor().post(site.link, { ...filled, ...change })
      const accepted = await site.visitor().post(site.link, filled)

      assert.equal(refused.status, 400)
      assert.match(refused.text, /role="alert"/)
      assert.match(refused.text, code)
      assert.doesNotMatch(refused.text, /lantern|short"/)
      assert.match(accepted.url.pathname, /^\/login\//)
    })

  it('refuses a username that somebody has', async () => {
    await using site = await openInvited()
    await site.addPerson(site.alder, 'tech')

    const refused = await site.visitor().post(site.link, { ...filled, username: 'TECH@alder.example' })

    assert.equal(refused.status, 409)
    assert.match(refused.text, /account_taken/)
  })

  it('is taken by somebody who is logged in with the account that they have', async () => {
    await using site = await openInvited()
    const birch = await site.addOrganization('birch', 'Birch IT')
    const tech = await site.addPerson(birch, 'tech')
    const browser = await site.logIn(tech)

    const offered = await browser.get(site.link)
    const joined = await browser.post(site.link, { join_as_signed_in: '1' })

    assert.match(offered.text, /Join Alder MSP as tech@birch\.example/)
    assert.match(joined.text, /role="status"/)
    assert.match(joined.text, /Everything that you use in Alder MSP/)
    const members = await listMembers(site.hub, site.alder)
    assert.deepEqual(
      members.map(({ account }) => account?.id),
      [tech.account.id],
    )
  })

  it('joins nobody who is not logged in', async () => {
    await using site = await openInvited()

    const answer = await site.visitor().post(site.link, { join_as_signed_in: '1' })

    assert.match(answer.url.pathname, /^\/login\//)
    assert.equal((await site.visitor().get(site.link)).status, 200)
  })
})
