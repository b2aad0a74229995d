import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases, type TestDialect } from '@lanyard/storage/testing'
import { addPerson, asPerson, openPeopledHub, operator, overlap, refused } from '../../../testing.ts'
import type { Hub } from '../../hub.ts'
import { findListedMember } from '../members/list-members.ts'
import { makeMaster, makeMember } from '../../connections/rights/change-role.ts'
import { deactivateMember } from '../../connections/rights/change-status.ts'
import { getMember } from '../members/find-member.ts'
import { removeMember } from '../../connections/rights/remove-member.ts'
import { acceptInvitation, acceptInvitationAs } from './accept-invitation.ts'
import { getInvitation } from './find-invitation.ts'
import { inviteMember, resendInvitation, withdrawInvitation } from './invite-member.ts'
import { checkMemberRows, inviteMembers } from './invite-members.ts'
import { countVoidInvitations, renewInvitations } from './renew-invitations.ts'

const tokenOf = (link: string) => link.slice(link.lastIndexOf('/') + 1)
const email = 'newcomer@alder.example'
const person = {
  name: 'New Comer',
  username: email,
  password: 'correct horse battery',
  hubName: 'Hub',
  source: 'place',
}

/** Alder has two masters, and the second one has invited a person as a master. */
async function openWorld(database: TestDialect) {
  const hub = await openPeopledHub(database)
  const leaver = await addPerson(hub, hub.alder, 'leaver', 'master')
  const by = asPerson(hub, leaver.member.id)
  const sent = await inviteMember(hub, { organization: hub.alder, email, role: 'master', by })
  const other = asPerson(hub, hub.alderMaster.id)
  return Object.assign(hub, { leaver, by, other, sent, token: tokenOf(sent.link) })
}

const demote = (world: Awaited<ReturnType<typeof openWorld>>) =>
  makeMember(world, { member: world.leaver.member.id, by: world.other })

async function countMails({ db }: Hub): Promise<number> {
  return (await db.selectFrom('notices').select('id').execute()).length
}

for (const database of databases) {
  describe(`an invitation whose inviter is no master any more, on ${database.name}`, () => {
    it('opens for no one: no new account, none that exists, and no page (FE2, T47)', async () => {
      await using world = await openWorld(database)
      const { account } = await addPerson(world, world.birch, 'tech')
      await demote(world)

      const { token } = world
      await assert.rejects(getInvitation(world, token), refused('invitation_void'))
      await assert.rejects(acceptInvitation(world, { token, ...person }), refused('invitation_void'))
      await assert.rejects(acceptInvitationAs(world, { token, account: account.id }), refused('invitation_void'))

      assert.equal((await getMember(world, world.sent.member.id)).status, 'invited')
    })

    it('is looked at again when it is used, for a right that ended without voiding it (FE2)', async () => {
      await using world = await openWorld(database)
      // As a node of an earlier version does it.
      const { member } = world.leaver
      await world.db.updateTable('members').set({ role: 'member' }).where('id', '=', member.id).execute()

      const { token } = world
      await assert.rejects(getInvitation(world, token), refused('invitation_void'))
      await assert.rejects(acceptInvitation(world, { token, ...person }), refused('invitation_void'))
      const { account } = await addPerson(world, world.birch, 'tech')
      await assert.rejects(acceptInvitationAs(world, { token, account: account.id }), refused('invitation_void'))
    })

    it('makes no one a master where it is accepted while the inviter loses the right (FE2)', async () => {
      await using world = await openWorld(database)
      const { account } = await addPerson(world, world.birch, 'tech')
      const { token } = world

      const late = overlap(
        world,
        (node) => removeMember(node, { member: world.leaver.member.id, by: world.other }),
        (node) => acceptInvitationAs(node, { token, account: account.id }),
      )

      await assert.rejects(late, refused('invitation_void'))
      await assert.rejects(acceptInvitation(world, { token, ...person }), refused('invitation_void'))
    })

    it('is in force where it was accepted before, also at the last moment (FE2)', async () => {
      await using world = await openWorld(database)
      const { account } = await addPerson(world, world.birch, 'tech')

      await overlap(
        world,
        (node) => acceptInvitationAs(node, { token: world.token, account: account.id }),
        (node) => deactivateMember(node, { member: world.leaver.member.id, by: world.other }),
      )

      assert.equal((await getMember(world, world.sent.member.id)).status, 'active')
      assert.equal(await countVoidInvitations(world, world.alder), 0)
    })

    it('says in the list whose right ended, and whether they have it back (FE2)', async () => {
      await using world = await openWorld(database)
      const voidedBy = async () =>
        (await findListedMember(world, world.alder, world.sent.member.id))?.invitationVoidedBy
      assert.equal(await voidedBy(), null)
      await demote(world)
      assert.deepEqual(await voidedBy(), { name: 'alder leaver', isMaster: false })

      await makeMaster(world, { member: world.leaver.member.id, by: world.other })

      assert.deepEqual(await voidedBy(), { name: 'alder leaver', isMaster: true })
      await assert.rejects(getInvitation(world, world.token), refused('invitation_void'))
    })

    it('is renewed by another master, who stands behind it from then on (FE2)', async () => {
      await using world = await openWorld(database)
      await demote(world)
      await assert.rejects(
        resendInvitation(world, { member: world.sent.member.id, by: world.by }),
        refused('not_a_master'),
      )

      const renewed = await resendInvitation(world, { member: world.sent.member.id, by: world.other })

      await assert.rejects(getInvitation(world, world.token), refused('invitation_expired'))
      await removeMember(world, { member: world.leaver.member.id, by: operator })
      const { member } = await acceptInvitation(world, { token: tokenOf(renewed.link), ...person })
      assert.equal(member.role, 'master')
    })

    it('is renewed with all others at once, and never those that stand (FE2)', async () => {
      await using world = await openWorld(database)
      const rows = Array.from({ length: 260 }, (_, n) => ({ line: n + 2, email: `p${n}@a.example`, role: '' }))
      await inviteMembers(world, { organization: world.alder, rows, by: world.by })
      const standing = await inviteMember(world, {
        organization: world.alder,
        email: 'standing@a.example',
        role: 'member',
        by: operator,
      })
      await demote(world)
      assert.equal(await countVoidInvitations(world, world.alder), 261)
      await assert.rejects(
        renewInvitations(world, { organization: world.alder, by: world.by }),
        refused('not_a_master'),
      )
      const mails = await countMails(world)

      const renewed = await renewInvitations(world, { organization: world.alder, by: world.other })

      assert.equal(renewed, 261)
      assert.equal(await countVoidInvitations(world, world.alder), 0)
      assert.equal(await countMails(world), mails + 261)
      assert.equal((await getInvitation(world, tokenOf(standing.link))).member.id, standing.member.id)
      assert.equal(await renewInvitations(world, { organization: world.alder, by: world.other }), 0)
    })

    it('counts as none where the address is invited again, by itself or in a list (FE2)', async () => {
      await using world = await openWorld(database)
      await inviteMember(world, { organization: world.alder, email: 'b@alder.example', role: 'master', by: world.by })
      await demote(world)

      const again = { organization: world.alder, email: email.toUpperCase(), role: 'member', by: world.other } as const
      const { member } = await inviteMember(world, again)
      assert.deepEqual([member.id, member.role], [world.sent.member.id, 'member'])

      const list = { organization: world.alder, rows: [{ line: 2, email: 'B@alder.example', role: 'member' }] }
      const checked = await checkMemberRows(world, list)
      const invited = await inviteMembers(world, { ...list, by: world.other })
      const twice = await inviteMembers(world, { ...list, by: world.other })
      assert.deepEqual(
        [checked, invited, twice].map(([row]) => row?.outcome),
        ['renewed', 'renewed', 'already_invited'],
      )
      assert.equal(await countVoidInvitations(world, world.alder), 0)
    })

    it('is withdrawn like any other (FE2)', async () => {
      await using world = await openWorld(database)
      await demote(world)

      await withdrawInvitation(world, { member: world.sent.member.id, by: world.other })

      assert.equal(await countVoidInvitations(world, world.alder), 0)
      await assert.rejects(getInvitation(world, world.token), refused('invitation_expired'))
    })
  })

  describe(`an invitation of the operator, on ${database.name}`, () => {
    it('stands when others leave, until a master who leaves has made it one as master (FE2)', async () => {
      await using world = await openWorld(database)
      const invite = { organization: world.alder, role: 'member', by: operator } as const
      const [plain, raised, lowered] = await Promise.all(
        ['plain@a.example', 'raised@a.example', 'lowered@a.example'].map((address) =>
          inviteMember(world, { ...invite, email: address }),
        ),
      )
      assert.ok(plain && raised && lowered)
      await makeMaster(world, { member: raised.member.id, by: world.by })
      await makeMaster(world, { member: lowered.member.id, by: world.by })
      await makeMember(world, { member: lowered.member.id, by: world.other })

      await demote(world)

      await getInvitation(world, tokenOf(plain.link))
      await getInvitation(world, tokenOf(lowered.link))
      await assert.rejects(getInvitation(world, tokenOf(raised.link)), refused('invitation_void'))
    })
  })
}
