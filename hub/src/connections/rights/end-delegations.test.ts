import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases, type TestDialect } from '@lanyard/storage/testing'
import {
  addPerson,
  aLinkRequest,
  asPerson,
  openPeopledHub,
  operator,
  overlap,
  psaUk,
  psaUs,
  refused,
} from '../../../testing.ts'
import type { Caller } from '../../actor.ts'
import { deleteAccount } from './delete-account.ts'
import type { Hub } from '../../hub.ts'
import { getInvitation } from '../../people/invitations/find-invitation.ts'
import { inviteMember } from '../../people/invitations/invite-member.ts'
import { resumeOrganization, suspendOrganization } from './suspend-organization.ts'
import { createToken } from '../../people/provisioning/create-token.ts'
import { approveTenantLink } from '../tenant-links/approve-tenant-link.ts'
import { confirmTenantLink } from '../tenant-links/confirm-tenant-link.ts'
import { answerLink } from '../tenant-links/link-answer.ts'
import type { TenantLinkRequest } from '../tenant-links/tenant-link.ts'
import { addMember } from '../../people/members/add-member.ts'
import { makeMaster, makeMember } from './change-role.ts'
import { activateMember, deactivateMember } from './change-status.ts'
import { removeMember } from './remove-member.ts'

const by = operator as `operator:${string}`

/** Alder has two masters; the second one is about to lose that right. */
async function openWorld(database: TestDialect) {
  const hub = await openPeopledHub(database)
  const leaver = await addPerson(hub, hub.alder, 'leaver', 'master')
  return Object.assign(hub, { leaver })
}

type World = Awaited<ReturnType<typeof openWorld>>

interface End {
  readonly name: string
  readonly end: (world: World) => Promise<unknown>
  /** Gives the right back; null where it cannot be given back. */
  readonly giveBack: ((world: World) => Promise<unknown>) | null
  /** Whether the other master is one still. */
  readonly sparesOthers: boolean
}

/** What ends the right of a master to give anything. */
const ends: readonly End[] = [
  {
    name: 'is made a member',
    end: (world) => makeMember(world, { member: world.leaver.member.id, by }),
    giveBack: (world) => makeMaster(world, { member: world.leaver.member.id, by }),
    sparesOthers: true,
  },
  {
    name: 'is deactivated',
    end: (world) => deactivateMember(world, { member: world.leaver.member.id, by }),
    giveBack: (world) => activateMember(world, { member: world.leaver.member.id, by }),
    sparesOthers: true,
  },
  {
    name: 'is deactivated by a directory',
    async end(world) {
      const { token } = await createToken(world, { organization: world.alder, name: 'HR', by })
      await deactivateMember(world, { member: world.leaver.member.id, by: `provisioning:${token.id}` })
    },
    giveBack: (world) => activateMember(world, { member: world.leaver.member.id, by }),
    sparesOthers: true,
  },
  {
    name: 'is removed',
    end: (world) => removeMember(world, { member: world.leaver.member.id, by }),
    giveBack: (world) =>
      addMember(world, { organization: world.alder, account: world.leaver.account, role: 'master', by }),
    sparesOthers: true,
  },
  {
    name: 'has the account deleted',
    end: (world) => deleteAccount(world, { account: world.leaver.account.id, by }),
    giveBack: null,
    sparesOthers: true,
  },
  {
    name: 'is kept out with the whole organization',
    end: (world) => suspendOrganization(world, { organization: world.alder, by }),
    giveBack: (world) => resumeOrganization(world, { organization: world.alder, by }),
    sparesOthers: false,
  },
]

function approve(hub: Hub, request: TenantLinkRequest, { leaver }: Pick<World, 'leaver'>) {
  return approveTenantLink(hub, { request, approvedBy: leaver.member.id, linksUser: false, sessionUid: null })
}

for (const database of databases) {
  describe(`an approval that no product has confirmed, on ${database.name}`, () => {
    for (const { name, end, giveBack } of ends)
      it(`ends in the commit in which its giver ${name}, and for good (FE2, MASTER_ENDS_APPROVALS)`, async () => {
        await using world = await openWorld(database)
        const request = aLinkRequest(psaUs, 'alder')
        await approve(world, request, world)

        await end(world)

        const ended = await answerLink(world, request)
        assert.deepEqual([ended.state, ended.reason], ['ended', 'approver_not_master'])
        await giveBack?.(world)
        assert.equal((await confirmTenantLink(world, request)).state, 'ended')
        const acts = world.db.selectFrom('audit').selectAll().where('action', '=', 'tenant_link.end')
        const [act, ...more] = await acts.execute()
        assert.deepEqual([act?.subject, act?.actor, more.length], [request.id, 'hub', 0])
      })

    it('makes way in that commit for the approval of another master (FE2)', async () => {
      await using world = await openWorld(database)
      await approve(world, aLinkRequest(psaUs, 'alder'), world)
      await makeMember(world, { member: world.leaver.member.id, by })
      const request = aLinkRequest(psaUk, 'bramble')

      await approveTenantLink(world, { request, approvedBy: world.alderMaster.id, linksUser: false, sessionUid: null })

      assert.equal((await confirmTenantLink(world, request)).state, 'active')
    })

    it('is ended, or refused, where it is given while its giver loses the right (FE2)', async () => {
      await using world = await openWorld(database)
      const [first, second] = [aLinkRequest(psaUs, 'alder'), aLinkRequest(psaUs, 'alder')]

      await overlap(
        world,
        (node) => approve(node, first, world),
        (node) => makeMember(node, { member: world.leaver.member.id, by }),
      )
      assert.equal((await answerLink(world, first)).state, 'ended')
      await makeMaster(world, { member: world.leaver.member.id, by })
      const late = overlap(
        world,
        (node) => makeMember(node, { member: world.leaver.member.id, by }),
        (node) => approve(node, second, world),
      )

      await assert.rejects(late, refused('not_a_master'))
    })

    it('leaves a link alone that its product has confirmed (FE2, T47)', async () => {
      await using world = await openWorld(database)
      const request = aLinkRequest(psaUs, 'alder')
      await approve(world, request, world)
      await confirmTenantLink(world, request)

      await removeMember(world, { member: world.leaver.member.id, by })

      assert.equal((await answerLink(world, request)).state, 'active')
    })
  })

  describe(`an invitation that is not accepted, on ${database.name}`, () => {
    for (const { name, end, giveBack, sparesOthers } of ends)
      it(`is void from the commit on in which its inviter ${name}, and for good (FE2)`, async () => {
        await using world = await openWorld(database)
        const invite = async (email: string, inviter: Caller) => {
          const { link } = await inviteMember(world, { organization: world.alder, email, role: 'member', by: inviter })
          return link.slice(link.lastIndexOf('/') + 1)
        }
        const given = await invite('given@alder.example', asPerson(world, world.leaver.member.id))
        const ofOther = await invite('other@alder.example', asPerson(world, world.alderMaster.id))
        const ofOperator = await invite('operator@alder.example', by)

        await end(world)

        await assert.rejects(getInvitation(world, given), refused('invitation_void'))
        await giveBack?.(world)
        await assert.rejects(getInvitation(world, given), refused('invitation_void'))
        await getInvitation(world, ofOperator)
        if (sparesOthers) await getInvitation(world, ofOther)
        else await assert.rejects(getInvitation(world, ofOther), refused('invitation_void'))
        const acts = world.db.selectFrom('audit').selectAll().where('action', '=', 'invitation.void')
        assert.equal((await acts.execute()).length, sparesOthers ? 1 : 2)
      })
  })
}
