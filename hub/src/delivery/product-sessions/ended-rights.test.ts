import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases } from '@lanyard/storage/testing'
import { asPerson, addPerson, aLinkRequest, overlap, psaUs, refused } from '../../../testing.ts'
import { deleteAccount } from '../../connections/rights/delete-account.ts'
import { listActs } from '../../records/audit/list-acts.ts'
import type { Hub } from '../../hub.ts'
import type { MemberId } from '../../ids.ts'
import { findAccountByUsername } from '../../people/accounts/find-account.ts'
import { renameAccount } from '../../people/accounts/rename-account.ts'
import { addMember } from '../../people/members/add-member.ts'
import { makeMember } from '../../connections/rights/change-role.ts'
import { activateMember, deactivateMember } from '../../connections/rights/change-status.ts'
import { endMemberSessions } from '../../people/members/end-member-sessions.ts'
import { findMembership, getMember } from '../../people/members/find-member.ts'
import { membershipsOf } from '../../people/members/memberships-of.ts'
import { removeMember } from '../../connections/rights/remove-member.ts'
import { resumeOrganization, suspendOrganization } from '../../connections/rights/suspend-organization.ts'
import { approveTenantLink } from '../../connections/tenant-links/approve-tenant-link.ts'
import { findPlace } from '../../connections/tenant-links/testing/find-place.ts'
import { answerLink } from '../../connections/tenant-links/link-answer.ts'
import { readEvents } from '../event-log/read-events.ts'
import { listUnlinkRequests } from '../../connections/user-links/list-unlink-requests.ts'
import { recordProductSession } from '../../people/sessions/record-product-session.ts'
import { by, causes, openWorld } from './testing/rights-world.ts'

const queued = ({ db }: Pick<Hub, 'db'>) => db.selectFrom('logout_deliveries').selectAll().orderBy('sid').execute()

async function liveOf({ db }: Pick<Hub, 'db'>): Promise<string[]> {
  const rows = await db.selectFrom('product_sessions').select('sid').where('ended_at', 'is', null).execute()
  return rows.map(({ sid }) => sid).sort()
}

for (const database of databases) {
  describe(`what ends rights (T27), on ${database.name}`, () => {
    for (const { name, act, ends, reasons, action } of causes) {
      it(`tells suite and other clients in one commit, and no one else: ${name}`, async () => {
        await using world = await openWorld(database)

        await act(world)

        const deliveries = await queued(world)
        assert.deepEqual(
          deliveries.map(({ sid, client }) => [sid, client]),
          ends.map((sid) => [sid, world.wiki.id]),
        )
        assert.deepEqual(
          await liveOf(world),
          ['alder', 'birch', 'colleague'].filter((sid) => !ends.includes(sid)),
        )
        const { events } = await readEvents(world, { deployment: psaUs, after: 0 })
        const said = events.filter((event) => event.type === 'member_epoch' && event.sub === world.account.id)
        assert.deepEqual(
          said.map((event) => event.type === 'member_epoch' && [event.organization, event.epoch, event.reason]),
          reasons.map((reason) => [world.alder, 2, reason]),
        )
        const acts = new Set(
          [...events, ...deliveries.map(({ audit_id: auditId }) => ({ auditId }))].map((e) => e.auditId),
        )
        assert.equal(acts.size, 1)
        const [auditId] = acts
        assert.ok(auditId)
        assert.ok((await listActs(world, auditId)).some((written) => written.action === action))
        assert.equal((await answerLink(world, world.link)).state, 'active')
      })
    }

    it('lets a sign-in that it overtakes become nothing', async () => {
      await using world = await openWorld(database)
      const late = { client: world.wiki.id, sid: 'late', hubSession: 'late', account: world.account.id }
      const here = { ...late, organization: world.alder }

      await overlap(
        world,
        (hub) => endMemberSessions(hub, { member: world.member.id, by }),
        async (hub) => assert.equal(await recordProductSession(hub, here, 1), false),
      )
      await overlap(
        world,
        (hub) => recordProductSession(hub, here, 2),
        (hub) => endMemberSessions(hub, { member: world.member.id, by }),
      )
      await deactivateMember(world, { member: world.member.id, by })

      assert.deepEqual(
        (await queued(world)).map(({ sid }) => sid),
        ['alder', 'late'],
      )
      assert.equal(await recordProductSession(world, here, 4), false, 'an inactive member')
    })

    it('is not undone by a re-activation, which gives the right to sign in back and leaves the links', async () => {
      await using world = await openWorld(database)
      const seek = { account: world.account.id, organization: world.alder, deployment: psaUs }

      await deactivateMember(world, { member: world.member.id, by })
      const between = await findPlace(world, seek)
      await activateMember(world, { member: world.member.id, by })

      const after = await findPlace(world, seek)
      assert.deepEqual([between?.member.status, between?.member.epoch], ['inactive', 2])
      assert.deepEqual([after?.member.status, after?.member.epoch, after?.link], ['active', 3, world.link.id])
      assert.deepEqual(await liveOf(world), ['birch', 'colleague'])
      assert.deepEqual(await listUnlinkRequests(world, world.link.id), [])
    })
  })

  describe(`a suspended organization, on ${database.name}`, () => {
    it('lets no one sign in, nor change anything of its people, until it is open again', async () => {
      await using world = await openWorld(database)
      const seek = { account: world.account.id, organization: world.alder, deployment: psaUs }
      const statuses = async () =>
        (await membershipsOf(world, world.account.id)).map(({ member, organization }) => [
          organization.id,
          member.status,
        ])

      const suspended = await suspendOrganization(world, { organization: world.alder, by })
      const again = await suspendOrganization(world, { organization: world.alder, by })

      assert.deepEqual([suspended, again], [3, null])
      assert.deepEqual(await statuses(), [
        ['alder', 'suspended'],
        ['birch', 'active'],
      ])
      assert.equal((await findPlace(world, seek))?.member.status, 'suspended')
      const request = aLinkRequest(psaUs, 'other')
      const approval = { request, approvedBy: world.alderMaster.id, linksUser: false, sessionUid: null }
      await assert.rejects(approveTenantLink(world, approval), refused('member_inactive'))
      for (const change of [deactivateMember, makeMember, removeMember]) {
        await assert.rejects(change(world, { member: world.member.id, by }), refused('organization_suspended'))
      }
      await assert.rejects(deleteAccount(world, { account: world.account.id, by }), refused('organization_suspended'))

      await resumeOrganization(world, { organization: world.alder, by })

      assert.deepEqual((await statuses())[0], ['alder', 'active'])
      const facts = await findPlace(world, seek)
      assert.deepEqual([facts?.member.status, facts?.member.epoch, facts?.link], ['active', 2, world.link.id])
      assert.deepEqual(await liveOf(world), ['birch'])
    })

    it('is waited for by an approval that is about to be given', async () => {
      await using world = await openWorld(database)
      const approval = { request: aLinkRequest(psaUs, 'other'), approvedBy: world.alderMaster.id }

      await overlap(
        world,
        (hub) => suspendOrganization(hub, { organization: world.alder, by }),
        (hub) =>
          assert.rejects(
            approveTenantLink(hub, { ...approval, linksUser: false, sessionUid: null }),
            refused('member_inactive'),
          ),
      )
    })
  })

  describe(`removeMember on ${database.name}`, () => {
    it('ends the person’s links there, and lets them come back without any, at a higher epoch', async () => {
      await using world = await openWorld(database)
      await assert.rejects(
        removeMember(world, { member: world.member.id, by: asPerson(world, world.colleague.member.id) }),
        refused('not_a_master'),
      )

      await removeMember(world, { member: world.member.id, by: asPerson(world, world.alderMaster.id) })

      assert.deepEqual(await listUnlinkRequests(world, world.link.id), [{ sub: world.account.id, epoch: 2 }])
      assert.equal(await findMembership(world, world.account.id, world.alder), null)
      assert.deepEqual(
        (await membershipsOf(world, world.account.id)).map(({ organization }) => organization.id),
        ['birch'],
      )
      for (const change of [removeMember, activateMember, makeMember, endMemberSessions]) {
        await assert.rejects(change(world, { member: world.member.id, by }), refused('member_unknown'))
      }
      const back = await addMember(world, { organization: world.alder, account: world.account, role: 'member', by })
      assert.deepEqual([back.id, back.status, back.role, back.epoch], [world.member.id, 'active', 'member', 3])
    })

    it('keeps the last master, also one of two who are removed at once', async () => {
      await using world = await openWorld(database)
      const remove = (member: MemberId) => (hub: Hub) => removeMember(hub, { member, by })

      const second = overlap(world, remove(world.member.id), remove(world.alderMaster.id))

      await assert.rejects(second, refused('last_master'))
      assert.equal((await getMember(world, world.alderMaster.id)).status, 'active')
    })
  })

  describe(`deleteAccount on ${database.name}`, () => {
    it('leaves an id alone: no one logs in by it, and its username is free', async () => {
      await using world = await openWorld(database)
      await assert.rejects(
        deleteAccount(world, { account: world.alderMasterAccount.id, by }).then(() =>
          deleteAccount(world, { account: world.account.id, by }),
        ),
        refused('last_master'),
      )

      const row = await world.db
        .selectFrom('accounts')
        .selectAll()
        .where('id', '=', world.alderMasterAccount.id)
        .executeTakeFirstOrThrow()
      assert.deepEqual([row.username, row.name, row.email], [row.id, '', ''])
      for (const table of ['passwords', 'authenticators', 'passkeys', 'recovery_codes', 'devices'] as const) {
        const left = await world.db.selectFrom(table).selectAll().where('account', '=', row.id).execute()
        assert.deepEqual(left, [], table)
      }
      const { account } = await addPerson(world, world.alder, 'master')
      assert.notEqual(account.id, row.id)
    })

    it('is not in the way of, nor hindered by, a person whose username is the id', async () => {
      await using world = await openWorld(database)
      const { id } = world.account
      const impostor = await addPerson(world, world.alder, 'impostor')
      await renameAccount(world, { account: impostor.account.id, username: id, by })

      await deleteAccount(world, { account: id, by })

      assert.equal((await findAccountByUsername(world, id))?.id, impostor.account.id)
    })
  })
}
