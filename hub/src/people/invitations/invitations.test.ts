import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { verifyChain } from '@lanyard/storage/audit-chain'
import { databases } from '@lanyard/storage/testing'
import { asPerson, addPerson, openPeopledHub, operator, refused } from '../../../testing.ts'
import { createAccount } from '../accounts/create-account.ts'
import { DAY, HOUR, MINUTE } from '../../clock.ts'
import type { OrganizationId } from '../../ids.ts'
import { deleteAccount } from '../../connections/rights/delete-account.ts'
import { removeMember } from '../../connections/rights/remove-member.ts'
import { auditSources } from '../../records/audit/audit-source.ts'
import { sealActs } from '../../records/audit/seal-acts.ts'
import { deactivateMember } from '../../connections/rights/change-status.ts'
import { countMembers, findListedMember } from '../members/list-members.ts'
import { membershipsOf } from '../members/memberships-of.ts'
import { listNotices } from '../../records/notices/list-notices.ts'
import { getOrganization } from '../organizations/find-organization.ts'
import { verifyPassword } from '../passwords/verify-password.ts'
import { pruneInvitationMails } from './count-mails.ts'
import { acceptInvitation, acceptInvitationAs } from './accept-invitation.ts'
import { getInvitation } from './find-invitation.ts'
import { inviteMember, resendInvitation, withdrawInvitation } from './invite-member.ts'

const tokenOf = (link: string) => link.slice(link.lastIndexOf('/') + 1)
const email = 'newcomer@alder.example'
const person = {
  name: 'New Comer',
  username: email,
  password: 'correct horse battery',
  hubName: 'Hub',
  source: 'place',
}

for (const database of databases) {
  describe(`invitations on ${database.name}`, () => {
    it('give the holder of the link an account and a place, once (A5)', async () => {
      await using hub = await openPeopledHub(database)
      const by = asPerson(hub, hub.alderMaster.id)
      const { link } = await inviteMember(hub, { organization: hub.alder, email, role: 'member', by })
      const token = tokenOf(link)
      assert.equal((await getInvitation(hub, token)).organization.id, hub.alder)
      const other = await hub.second()

      const outcomes = await Promise.allSettled([
        acceptInvitation(hub, { token, ...person }),
        acceptInvitation(other, { token, ...person, username: 'twin' }),
      ])

      const accepted = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []))
      const lost = outcomes.filter((outcome) => outcome.status === 'rejected')
      assert.equal(accepted.length, 1)
      assert.ok(lost.every(({ reason }) => refused('invitation_expired')(reason)))
      assert.equal(accepted[0]?.member.status, 'active')
      assert.equal(accepted[0]?.account.email, email)
      const { username } = accepted[0]?.account ?? { username: '' }
      const known = await verifyPassword(hub, { username, password: person.password, source: 'test' })
      assert.equal(known.id, accepted[0]?.account.id)
    })

    it('answer for usernames a few times, and then ever more slowly (FL4)', async () => {
      await using hub = await openPeopledHub(database)
      const { link } = await inviteMember(hub, { organization: hub.alder, email, role: 'member', by: operator })
      const token = tokenOf(link)
      const { username } = await createAccount(hub, {
        username: 'taken',
        name: 'T',
        email: 't@x.example',
        by: operator,
      })
      const askFor = () => acceptInvitation(hub, { token, ...person, username })

      for (let tries = 0; tries < 5; tries++) await assert.rejects(askFor(), refused('account_taken'))

      await assert.rejects(askFor(), refused('too_many_attempts'))
      await assert.rejects(acceptInvitation(hub, { token, ...person }), refused('too_many_attempts'))
      hub.pass(MINUTE)
      assert.equal((await acceptInvitation(hub, { token, ...person })).account.username, email)
    })

    it('give no one a stranger’s address for a username (FL4, T7)', async () => {
      await using hub = await openPeopledHub(database)
      const { link } = await inviteMember(hub, { organization: hub.alder, email, role: 'member', by: operator })
      const token = tokenOf(link)

      for (const username of ['stranger@victim.example', 'stranger＠victim.example', '@', `${email}@`]) {
        const foreign = acceptInvitation(hub, { token, ...person, username })
        await assert.rejects(foreign, refused('username_foreign'), username)
        hub.pass(MINUTE)
      }
      const { account } = await acceptInvitation(hub, { token, ...person, username: email.toUpperCase() })
      assert.equal(account.username, email.toUpperCase())
    })

    it('refuse the names of the organization in a password, as a new one by mail does (FL8)', async () => {
      await using hub = await openPeopledHub(database)
      const { link } = await inviteMember(hub, { organization: hub.alder, email, role: 'member', by: operator })
      const { name, id } = await getOrganization(hub, hub.alder)

      for (const password of [`lanterns of ${name} by the weir`, `lanterns-${id}-weir-heron`]) {
        const chosen = acceptInvitation(hub, { token: tokenOf(link), ...person, password })
        await assert.rejects(chosen, refused('password_contains_name'), password)
      }
    })

    it('are mailed to one address five times an hour at most, also where they were withdrawn (FL5)', async () => {
      await using hub = await openPeopledHub(database)
      const request = { organization: hub.alder, email, role: 'member', by: operator } as const
      const { member } = await inviteMember(hub, request)
      for (let times = 0; times < 3; times++) await resendInvitation(hub, { member: member.id, by: operator })
      await withdrawInvitation(hub, { member: member.id, by: operator })
      const again = await inviteMember(hub, { ...request, email: email.toUpperCase() })

      for (let times = 0; times < 40; times++) {
        const resent = resendInvitation(hub, { member: again.member.id, by: operator })
        await assert.rejects(resent, refused('too_many_attempts'))
      }

      assert.equal((await listNotices(hub)).filter(({ kind }) => kind === 'invitation').length, 5)
      await getInvitation(hub, tokenOf(again.link))
      await inviteMember(hub, { ...request, email: 'another@alder.example' })
      await inviteMember(hub, { ...request, organization: hub.birch })
      hub.pass(HOUR)
      await resendInvitation(hub, { member: again.member.id, by: operator })
      await pruneInvitationMails(hub)
      assert.equal((await hub.db.selectFrom('invitation_mails').selectAll().execute()).length, 1)
    })

    it('are mailed with a link whose token is kept nowhere in the clear', async () => {
      await using hub = await openPeopledHub(database)
      const { link } = await inviteMember(hub, { organization: hub.alder, email, role: 'member', by: operator })

      const [notice] = await listNotices(hub)
      assert.equal(notice?.recipient, email)
      assert.equal(notice?.kind === 'invitation' && notice.details.link, link)
      const rows = await Promise.all([
        hub.db.selectFrom('invitations').selectAll().execute(),
        hub.db.selectFrom('notices').selectAll().execute(),
        hub.db.selectFrom('audit').selectAll().execute(),
      ])
      assert.ok(!JSON.stringify(rows).includes(tokenOf(link)))
    })

    it('expire after seven days, and a new link replaces the old one (P30)', async () => {
      await using hub = await openPeopledHub(database)
      const by = operator
      const first = await inviteMember(hub, { organization: hub.alder, email, role: 'member', by })
      hub.pass(7 * DAY)
      await assert.rejects(getInvitation(hub, tokenOf(first.link)), refused('invitation_expired'))
      await assert.rejects(
        acceptInvitation(hub, { token: tokenOf(first.link), ...person }),
        refused('invitation_expired'),
      )
      const second = await resendInvitation(hub, { member: first.member.id, by })
      const third = await resendInvitation(hub, { member: first.member.id, by })

      await assert.rejects(
        acceptInvitation(hub, { token: tokenOf(second.link), ...person }),
        refused('invitation_expired'),
      )

      const listed = await findListedMember(hub, hub.alder, first.member.id)
      assert.equal(listed?.invitationExpiresAt, hub.now() + 7 * DAY)
      assert.equal((await acceptInvitation(hub, { token: tokenOf(third.link), ...person })).member.id, first.member.id)
      await assert.rejects(resendInvitation(hub, { member: first.member.id, by }), refused('already_member'))
    })

    it('can be taken with an account that exists, and never join one by its address (T7)', async () => {
      await using hub = await openPeopledHub(database)
      const { account } = await addPerson(hub, hub.birch, 'tech')
      const invite = { organization: hub.alder, email: account.email, role: 'member', by: operator } as const
      const { link } = await inviteMember(hub, invite)
      const token = tokenOf(link)
      await assert.rejects(
        acceptInvitation(hub, { token, ...person, username: account.username }),
        refused('account_taken'),
      )

      const member = await acceptInvitationAs(hub, { token, account: account.id })

      assert.equal(member.organization, hub.alder)
      assert.deepEqual(
        (await membershipsOf(hub, account.id)).map(({ organization }) => organization.id),
        [hub.alder, hub.birch],
      )
    })

    it('of a person who comes back leave no name once the account is deleted (FW1)', async () => {
      await using hub = await openPeopledHub(database)
      const { account, member: removed } = await addPerson(hub, hub.alder, 'tech')
      await removeMember(hub, { member: removed.id, by: operator })
      const address = 'back.again@elsewhere.example'
      const invite = { organization: hub.alder, email: address, role: 'member', by: operator } as const
      const { link } = await inviteMember(hub, invite)
      const member = await acceptInvitationAs(hub, { token: tokenOf(link), account: account.id })
      assert.equal(member.id, removed.id)

      await deleteAccount(hub, { account: account.id, by: operator })

      const kept = await hub.db.selectFrom('audit_names').select('name').execute()
      assert.deepEqual(
        kept.filter(({ name }) => [address, 'alder tech'].includes(name)),
        [],
      )
      await sealActs(hub, { thorough: true })
      assert.equal((await verifyChain(hub.db, hub.alder, { sources: auditSources })).problem, null)
    })

    it('are sent by masters and the operator, to people who have no place yet, and one address is one (FT3)', async () => {
      await using hub = await openPeopledHub(database)
      const { member, account } = await addPerson(hub, hub.alder, 'tech')
      const invite = { organization: hub.alder, email, role: 'member' } as const
      await assert.rejects(inviteMember(hub, { ...invite, by: asPerson(hub, member.id) }), refused('not_a_master'))
      await assert.rejects(
        inviteMember(hub, { ...invite, by: asPerson(hub, hub.birchMaster.id) }),
        refused('not_a_master'),
      )
      await assert.rejects(inviteMember(hub, { ...invite, email: 'nobody', by: operator }), refused('email_invalid'))
      const nowhere = { ...invite, organization: 'nowhere' as OrganizationId, by: operator }
      await assert.rejects(inviteMember(hub, nowhere), refused('organization_invalid'))
      for (const typed of [account.email.toUpperCase(), `Jo <${account.email}>;`, `mailto:${account.email}`]) {
        await assert.rejects(inviteMember(hub, { ...invite, email: typed, by: operator }), refused('already_member'))
      }
    })

    it('are acts of who sent, withdrew and took them, and the mail names who invites (A5)', async () => {
      await using hub = await openPeopledHub(database)
      const by = asPerson(hub, hub.alderMaster.id)
      const invite = { organization: hub.alder, email, role: 'member' } as const
      const withdrawn = await inviteMember(hub, { ...invite, by: operator })
      await withdrawInvitation(hub, { member: withdrawn.member.id, by })
      const sent = await inviteMember(hub, { ...invite, by })

      const { account } = await acceptInvitation(hub, { token: tokenOf(sent.link), ...person })

      const rows = await hub.db.selectFrom('audit').selectAll().where('action', 'like', 'invitation.%').execute()
      const acts = rows.map(({ action, actor, organization }) => `${action} ${actor} ${organization}`)
      assert.deepEqual(acts.toSorted(), [
        `invitation.accept account:${account.id} alder`,
        `invitation.send ${by.actor} alder`,
        `invitation.send ${operator} alder`,
        `invitation.withdraw ${by.actor} alder`,
      ])
      const names = (await listNotices(hub)).map((mail) => mail.kind === 'invitation' && mail.details.by)
      assert.deepEqual(names.map(String).toSorted(), [hub.alderMasterAccount.name, 'null'].toSorted())
    })

    it('can be withdrawn as long as no one took the place', async () => {
      await using hub = await openPeopledHub(database)
      const sent = await inviteMember(hub, { organization: hub.alder, email, role: 'master', by: operator })
      await assert.rejects(deactivateMember(hub, { member: sent.member.id, by: operator }), refused('member_unknown'))

      await withdrawInvitation(hub, { member: sent.member.id, by: operator })

      await assert.rejects(getInvitation(hub, tokenOf(sent.link)), refused('invitation_expired'))
      assert.equal(await countMembers(hub, hub.alder), 1)
      const taken = { member: hub.alderMaster.id, by: operator }
      await assert.rejects(withdrawInvitation(hub, taken), refused('already_member'))
    })
  })
}
