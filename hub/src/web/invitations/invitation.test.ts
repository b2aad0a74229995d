import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { sql } from 'kysely'
import { findAccountByUsername } from '../../people/accounts/find-account.ts'
import { renameAccount } from '../../people/accounts/rename-account.ts'
import { identifyBeforehand, takeIdentified } from '../../people/ceremonies/advance.ts'
import { DAY, MINUTE } from '../../clock.ts'
import type { Hub } from '../../hub.ts'
import { type AccountId, newId } from '../../ids.ts'
import { inviteMember } from '../../people/invitations/invite-member.ts'
import { deactivateMember } from '../../connections/rights/change-status.ts'
import { listMembers } from '../../people/members/list-members.ts'
import { removeMember } from '../../connections/rights/remove-member.ts'
import { codeOf, goThroughLogin } from '../../oidc/testing/go-through-login.ts'
import { endAccountSessions } from '../../people/sessions/end-account-sessions.ts'
import { startTestSite } from '../testing/start-test-site.ts'

async function openInvited() {
  const site = await startTestSite()
  const alder = await site.addOrganization('alder', 'Alder MSP')
  const by = 'operator:test' as const
  const { link } = await inviteMember(site.hub, { organization: alder, email: 'new@alder.example', role: 'member', by })
  return { ...site, alder, link }
}

async function getNewcomer(hub: Hub) {
  const account = await findAccountByUsername(hub, filled.username)
  assert.ok(account)
  return account
}

async function endHalfDone(hub: Hub, account: AccountId): Promise<void> {
  await endAccountSessions(hub, { account, keep: null, auditId: newId('aud') })
}

const password = 'a lantern by the harbour'
const filled = { name: 'Alder New', username: 'new@alder.example', password, password_again: password }

describe('an invitation', () => {
  it('asks for a name and a password, with the username filled in (A5)', async () => {
    await using site = await openInvited()

    const page = await site.visitor().get(site.link)

    assert.equal(page.headline, 'Join Alder MSP')
    assert.equal(page.field('Username').value, 'new@alder.example')
  })

  it('makes an account, sets up its second factor and leads to the launcher, with the password typed once (A5, A7)', async () => {
    await using site = await openInvited()
    const browser = site.visitor()

    const enrol = await browser.post(site.link, filled)
    const key = enrol.field(/key/i).value
    const codes = await browser.post(enrol.url.href, { code: codeOf(key, site.hub.now()) })
    const launcher = await browser.post(codes.url.href)
    const back = [await browser.get(site.link), await browser.post(site.link, filled)]
    const stranger = await site.visitor().get(site.link)

    assert.equal(enrol.headline, 'Set up your authenticator app')
    assert.equal(codes.headline, 'Recovery codes')
    assert.equal(launcher.headline, 'My modules')
    for (const page of back) assert.deepEqual([page.status, page.messages().length, page.alerts().length], [200, 1, 0])
    assert.ok(stranger.alert(/invitation_expired/))
  })

  it('proves no address: the inviter has seen the link, too, and may have named anyone’s (T7)', async () => {
    await using site = await openInvited()

    await site.visitor().post(site.link, filled)

    const account = await findAccountByUsername(site.hub, filled.username)
    assert.deepEqual([account?.email, account?.emailVerifiedAt], [filled.username, null])
  })

  it('counts the new password as typed once, soon, in the browser that chose it (A7, T33)', async () => {
    await using site = await openInvited()
    const browser = site.visitor()
    await browser.post(site.link, filled)
    assert.ok((await browser.get('/login')).field('Password'), 'a second login of the same browser')
    assert.ok((await site.visitor().get('/login')).field('Password'), 'another browser')
    for (const [what, begin] of [
      ['a log-in after two minutes', async () => site.hub.pass(2 * MINUTE)],
      ['after an act that ended half-done log-ins', async (account: AccountId) => endHalfDone(site.hub, account)],
    ] as const) {
      const token = await identifyBeforehand(site.hub, (await getNewcomer(site.hub)).id)
      site.hub.pass(1)
      await begin((await getNewcomer(site.hub)).id)
      assert.equal(await takeIdentified(site.hub, 'an-interaction', token), false, what)
    }
    const token = await identifyBeforehand(site.hub, (await getNewcomer(site.hub)).id)
    const taken = await Promise.all(['one', 'two'].map((uid) => takeIdentified(site.hub, uid, token)))
    assert.equal(taken.filter(Boolean).length, 1)
  })

  it('logs the new account in, whichever account was logged in to the browser', async () => {
    await using site = await openInvited()
    const browser = await site.logIn(await site.addPerson(site.alder, 'tech'))

    const next = await browser.post(site.link, filled)

    assert.equal(next.headline, 'Set up your authenticator app')
  })

  it('works once, and for as long as it says', async () => {
    await using site = await openInvited()
    await site.visitor().post(site.link, filled)

    const used = await site.visitor().get(site.link)
    const usedAgain = await site.visitor().post(site.link, { ...filled, username: 'other' })

    assert.deepEqual([used.status, usedAgain.status], [410, 410])
    assert.match(used.alert().text, /invitation_expired/)

    await using late = await openInvited()
    late.hub.pass(8 * DAY)
    assert.equal((await late.visitor().get(late.link)).status, 410)
  })

  for (const [what, change, code] of [
    ['two different passwords', { password_again: 'a lantern by the shore' }, /not the same/],
    ['a short password', { password: 'short', password_again: 'short' }, /A password has at least/],
    ['no name', { name: ' ' }, /That name is empty or too long/],
    ['a username with a blank', { username: 'new one' }, /A username has 1 to 254/],
  ] as const)
    it(`refuses ${what}, keeps what was typed but the passwords, and stays open`, async () => {
      await using site = await openInvited()

      const refused = await site.visitor().post(site.link, { ...filled, ...change })
      const accepted = await site.visitor().post(site.link, filled)

      assert.equal(refused.status, 400)
      assert.match(refused.text, code)
      assert.ok(refused.alerts().length > 0)
      assert.doesNotMatch(refused.body, /lantern/)
      for (const box of refused.select('[type="password"]')) assert.ok(!box.attribute('value'))
      assert.match(accepted.url.pathname, /^\/login\//)
    })

  it('refuses a username that a person has', async () => {
    await using site = await openInvited()
    const { account } = await site.addPerson(site.alder, 'tech')
    await renameAccount(site.hub, { account: account.id, username: 'tech', by: 'operator:test' })

    const refused = await site.visitor().post(site.link, { ...filled, username: 'TECH' })

    assert.equal(refused.status, 409)
    assert.match(refused.text, /is taken/)
  })

  it('is taken by a person who is logged in with the account that they have', async () => {
    await using site = await openInvited()
    const birch = await site.addOrganization('birch', 'Birch IT')
    const tech = await site.addPerson(birch, 'tech')
    const browser = await site.logIn(tech)

    const offered = await browser.get(site.link)
    const joined = await browser.post(site.link, { join_as_signed_in: '1' })

    assert.match(offered.text, /Join Alder MSP as tech@birch\.example/)
    assert.match(offered.text, /Join with the account that you have, or make another one\./)
    joined.message()
    assert.match(joined.text, /Everything that you use in Alder MSP/)
    const members = await listMembers(site.hub, site.alder)
    assert.deepEqual(
      members.map(({ account }) => account?.id),
      [tech.account.id],
    )
  })

  it('tells a person that they have joined, also where the short-lived database fails after that', async () => {
    await using site = await openInvited()
    const birch = await site.addOrganization('birch', 'Birch IT')
    const invite = async (name: string) => {
      const place = { organization: site.alder, email: `${name}@alder.example`, role: 'member' } as const
      return (await inviteMember(site.hub, { ...place, by: 'operator:test' })).link
    }
    const [toMake, toCome] = [await invite('other'), await invite('leaver')]
    const there = await site.logIn(await site.addPerson(birch, 'tech'))
    const leaver = await site.addPerson(birch, 'leaver')
    await removeMember(site.hub, { member: leaver.member.id, by: 'operator:test' })
    const coming = site.visitor()
    const target = new URL(`/login?target=${new URL(toCome).pathname}`, site.origin)
    const offered = await goThroughLogin(site, coming, target, leaver)
    for (const write of ['insert on session_clients', 'insert on ceremonies', 'update on ceremonies'])
      await sql`create trigger ${sql.ref(write)} before ${sql.raw(write)}
        begin select raise(abort, 'It fails.'); end`.execute(site.hub.short)

    const joined = [
      await there.post(site.link, { join_as_signed_in: '1' }),
      await site.visitor().post(toMake, { ...filled, username: 'other@alder.example' }),
      await coming.post(offered.url.href),
    ]

    for (const page of joined) {
      assert.deepEqual([page.status, page.headline], [200, 'Done'])
      assert.match(page.text, /You have joined with this invitation\. Log in with your account\./)
    }
    const members = await listMembers(site.hub, site.alder)
    assert.equal(members.filter(({ account }) => account !== null).length, 3)
  })

  it('is taken by a person who has an account and logs in on the way', async () => {
    await using site = await openInvited()
    const tech = await site.addPerson(await site.addOrganization('birch', 'Birch IT'), 'tech')
    const browser = site.visitor()
    const page = await browser.get(site.link)
    const address = new URL(page.link('I have an account already').href, site.origin)

    const back = await goThroughLogin(site, browser, address, tech)

    assert.equal(back.url.href, site.link)
    assert.match(back.text, /Join Alder MSP as tech@birch\.example/)
    assert.doesNotMatch(back.text, /I have an account already/)
  })

  for (const [what, end] of [
    ['removed', removeMember],
    ['deactivated', deactivateMember],
  ] as const)
    it(`is taken by a person whose last place was ${what}, with their account and both factors (FL4)`, async () => {
      await using site = await openInvited()
      const tech = await site.addPerson(await site.addOrganization('birch', 'Birch IT'), 'tech')
      await end(site.hub, { member: tech.member.id, by: 'operator:test' })
      const browser = site.visitor()
      const target = new URL(`/login?target=${new URL(site.link).pathname}`, site.origin)

      const offered = await goThroughLogin(site, browser, target, tech)
      const before = await listMembers(site.hub, site.alder)
      const joined = await browser.post(offered.url.href)

      assert.equal(offered.headline, 'Join Alder MSP')
      assert.ok(offered.button('Join Alder MSP as tech@birch.example'))
      assert.deepEqual(
        before.map(({ account }) => account?.id ?? null),
        [null],
        'nothing before the button',
      )
      assert.match(joined.text, /Everything that you use in Alder MSP[^]*You have joined\./)
      const [member] = await listMembers(site.hub, site.alder)
      assert.equal(member?.account?.id, tech.account.id)
      assert.equal((await site.visitor().get(site.link)).status, 410)
    })

  it('lets a person without a place in by nothing but an invitation that stands (FL4)', async () => {
    await using site = await openInvited()
    const tech = await site.addPerson(await site.addOrganization('birch', 'Birch IT'), 'tech')
    await removeMember(site.hub, { member: tech.member.id, by: 'operator:test' })
    const through = (path: string) =>
      goThroughLogin(site, site.visitor(), new URL(`/login?target=${path}`, site.origin), tech)

    const refused = [
      await through('/'),
      await through('/invitations/unknown-token'),
      await through(`//x.example/invitations/x`),
    ]

    for (const { text, body } of refused) {
      assert.match(text, /member_unknown/)
      assert.doesNotMatch(body, /Join /)
    }
  })

  it('joins no one who is not logged in', async () => {
    await using site = await openInvited()

    const answer = await site.visitor().post(site.link, { join_as_signed_in: '1' })

    assert.match(answer.url.pathname, /^\/login\//)
    assert.equal((await site.visitor().get(site.link)).status, 200)
  })
})
