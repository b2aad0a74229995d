import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases, type TestDialect } from '@lanyard/storage/testing'
import {
  asPerson,
  addPerson,
  aLinkRequest,
  openPeopledHub,
  operator,
  overlap,
  psaUs,
  rmmUs,
  refused,
  connectTenant,
} from '../../../testing.ts'
import type { Caller } from '../../actor.ts'
import { listActs } from '../../records/audit/list-acts.ts'
import type { Hub } from '../../hub.ts'
import type { AccountId, LinkId } from '../../ids.ts'
import { deactivateMember } from '../rights/change-status.ts'
import { removeMember } from '../rights/remove-member.ts'
import { addMember } from '../../people/members/add-member.ts'
import { getMember } from '../../people/members/find-member.ts'
import { listNotices } from '../../records/notices/list-notices.ts'
import { approveTenantLink } from '../tenant-links/approve-tenant-link.ts'
import { endTenantLink } from '../tenant-links/end-tenant-link.ts'
import { findActiveLink } from '../tenant-links/find-links.ts'
import { findPlace } from '../tenant-links/testing/find-place.ts'
import { answerLink } from '../tenant-links/link-answer.ts'
import { readEvents } from '../../delivery/event-log/read-events.ts'
import { severTenantLink } from '../tenant-links/sever-tenant-link.ts'
import { listUnlinkRequests } from './list-unlink-requests.ts'
import { reportUserLink } from './report-user-link.ts'
import { unlinkUser } from './unlink-user.ts'

function report(hub: Hub, link: LinkId, sub: AccountId, revision: number, state: 'linked' | 'unlinked' = 'linked') {
  return reportUserLink(hub, { link, deployment: psaUs, sub, revision, state })
}

/** A technician of Alder, who is linked in the PSA's tenant. */
async function openLinked(database: TestDialect) {
  const hub = await openPeopledHub(database)
  const { member, account } = await addPerson(hub, hub.alder, 'tech')
  const request = await connectTenant(hub, psaUs, 'alder', hub.alderMaster)
  await report(hub, request.id, account.id, 1)
  return Object.assign(hub, {
    request,
    tech: { member: member.id, sub: account.id },
    self: asPerson(hub, member.id),
  })
}

const unlinkOf = ({ tech, request }: Awaited<ReturnType<typeof openLinked>>, by: Caller) => ({
  member: tech.member,
  link: request.id,
  by,
})

for (const database of databases) {
  describe(`unlinkUser on ${database.name}`, () => {
    it('tells that product alone, with an epoch above every proof so far, under one audit id (UNLINK_BY_EPOCH)', async () => {
      await using hub = await openLinked(database)
      await connectTenant(hub, rmmUs, 'alder', hub.alderMaster)
      const before = await listNotices(hub)
      const seek = { account: hub.tech.sub, organization: hub.alder, deployment: psaUs }
      assert.equal((await findPlace(hub, seek))?.member.epoch, 1)

      await unlinkUser(hub, unlinkOf(hub, hub.self))

      const { events } = await readEvents(hub, { deployment: psaUs, after: 0 })
      const [event] = events
      assert.deepEqual([events.length, (await readEvents(hub, { deployment: rmmUs, after: 0 })).head], [1, 0])
      assert.ok(event)
      const { auditId } = event
      const said = { sub: hub.tech.sub, organization: hub.alder, epoch: 2, reason: 'unlinked', link: hub.request.id }
      assert.deepEqual(event, { n: 1, at: hub.now(), auditId, type: 'member_epoch', ...said })
      assert.equal((await findPlace(hub, seek))?.member.epoch, 2)
      const [act] = await listActs(hub, auditId)
      assert.deepEqual([act?.action, act?.actor, act?.subject], ['user_link.unlink', hub.self.actor, hub.request.id])
      assert.deepEqual(await listNotices(hub), before, 'the report that it is done makes the notice')
    })

    it('is for the person, a master of theirs and the operator', async () => {
      await using hub = await openLinked(database)
      const { member: colleague } = await addPerson(hub, hub.alder, 'colleague')

      for (const stranger of [colleague.id, hub.birchMaster.id]) {
        await assert.rejects(unlinkUser(hub, unlinkOf(hub, asPerson(hub, stranger))), refused('not_a_master'))
      }
      for (const by of [hub.self, asPerson(hub, hub.alderMaster.id), operator]) {
        await unlinkUser(hub, unlinkOf(hub, by))
      }

      assert.equal((await readEvents(hub, { deployment: psaUs, after: 0 })).head, 3)
    })

    it('is refused where no one is linked, and changes nothing then', async () => {
      await using hub = await openLinked(database)
      const ofBirch = await connectTenant(hub, psaUs, 'birch', hub.birchMaster)
      await report(hub, ofBirch.id, hub.tech.sub, 1)
      const unlinked = { ...unlinkOf(hub, hub.self), member: hub.alderMaster.id, by: operator }
      const unknown = { ...unlinkOf(hub, hub.self), link: aLinkRequest(psaUs, 'alder').id }

      for (const input of [unlinked, unknown, { ...unlinkOf(hub, hub.self), link: ofBirch.id }]) {
        await assert.rejects(unlinkUser(hub, input), refused('user_link_unknown'))
      }
      await severTenantLink(hub, { id: hub.request.id, by: operator })
      await assert.rejects(unlinkUser(hub, unlinkOf(hub, hub.self)), refused('user_link_unknown'))

      assert.equal((await getMember(hub, hub.tech.member)).epoch, 1)
      assert.deepEqual(await listUnlinkRequests(hub, hub.request.id), [])
    })

    it('comes before the end of its tenant link or not at all, so that no later one names a lower epoch', async () => {
      await using first = await openLinked(database)
      await overlap(
        first,
        (hub) => unlinkUser(hub, unlinkOf(first, first.self)),
        (hub) => endTenantLink(hub, first.request),
        async (hub) => assert.equal((await answerLink(hub, first.request)).state, 'active', 'its end waits'),
      )
      assert.equal((await answerLink(first, first.request)).state, 'ended')
      assert.equal((await readEvents(first, { deployment: psaUs, after: 0 })).head, 1)

      await using second = await openLinked(database)
      const unlinking = overlap(
        second,
        (hub) => endTenantLink(hub, second.request),
        (hub) => unlinkUser(hub, unlinkOf(second, second.self)),
      )
      await assert.rejects(unlinking, refused('user_link_unknown'))
      assert.equal((await readEvents(second, { deployment: psaUs, after: 0 })).head, 0)
    })

    it('takes turns with itself and with a deactivation: each has an epoch of its own, in the order of the log', async () => {
      await using hub = await openLinked(database)

      await overlap(
        hub,
        (node) => unlinkUser(node, unlinkOf(hub, hub.self)),
        (node) => unlinkUser(node, unlinkOf(hub, operator)),
      )
      await overlap(
        hub,
        (node) => unlinkUser(node, unlinkOf(hub, hub.self)),
        (node) => deactivateMember(node, { member: hub.tech.member, by: operator }),
      )

      const { events } = await readEvents(hub, { deployment: psaUs, after: 0 })
      assert.deepEqual(
        events.map((event) => event.type === 'member_epoch' && [event.epoch, event.reason]),
        [
          [2, 'unlinked'],
          [3, 'unlinked'],
          [4, 'unlinked'],
          [5, 'deactivated'],
        ],
      )
    })

    it('is told with the state of the link until it is reported to be done, for who missed the event', async () => {
      await using hub = await openLinked(database)
      await unlinkUser(hub, unlinkOf(hub, hub.self))
      const input = { sub: hub.tech.sub, epoch: 2 }
      assert.deepEqual(await listUnlinkRequests(hub, hub.request.id), [input])

      await report(hub, hub.request.id, hub.tech.sub, 2, 'linked')
      assert.deepEqual(await listUnlinkRequests(hub, hub.request.id), [input], 'that may have been said before it')
      await endTenantLink(hub, hub.request)
      const later = await connectTenant(hub, psaUs, 'alder', hub.alderMaster)
      assert.deepEqual(await listUnlinkRequests(hub, later.id), [input], 'suspended user links come back')

      await report(hub, later.id, hub.tech.sub, 1, 'unlinked')
      const elsewhere = await connectTenant(hub, psaUs, 'birch', hub.birchMaster)
      assert.deepEqual(await listUnlinkRequests(hub, elsewhere.id), [])
    })

    it('is told with the next tenant link of a member who was removed while there was none, reported or not', async () => {
      await using hub = await openLinked(database)
      const { member: unreported, account } = await addPerson(hub, hub.alder, 'unreported')
      await connectTenant(hub, rmmUs, 'alder', hub.alderMaster)
      const neverActive = aLinkRequest(psaUs, 'aspen')
      await endTenantLink(hub, hub.request)
      const approval = { request: neverActive, approvedBy: hub.alderMaster.id, linksUser: false, sessionUid: null }
      await approveTenantLink(hub, approval)
      await endTenantLink(hub, neverActive)

      for (const member of [hub.tech.member, unreported.id]) await removeMember(hub, { member, by: operator })

      assert.equal((await readEvents(hub, { deployment: psaUs, after: 0 })).head, 0)
      const later = await connectTenant(hub, psaUs, 'alder', hub.alderMaster)
      const asked = [hub.tech.sub, account.id].toSorted().map((sub) => ({ sub, epoch: 2 }))
      assert.deepEqual(await listUnlinkRequests(hub, later.id), asked)
      const active = await findActiveLink(hub, { organization: hub.alder, deployment: rmmUs })
      assert.ok(active)
      assert.deepEqual(await listUnlinkRequests(hub, active.id), [], 'which hears it by its log')
      const rows = await hub.db.selectFrom('user_links').selectAll().where('sub', '=', account.id).execute()
      assert.deepEqual(
        rows.map(({ link, state }) => [link, state]),
        [[hub.request.id, 'unlinked']],
      )
    })

    it('is told of a removal that comes after one of the same person, with the later epoch', async () => {
      await using hub = await openLinked(database)
      await endTenantLink(hub, hub.request)
      const { member: former, account } = await addPerson(hub, hub.alder, 'unreported')

      await removeMember(hub, { member: former.id, by: operator })
      const { id: member } = await addMember(hub, { organization: hub.alder, account, role: 'member', by: operator })
      const { epoch } = await getMember(hub, member)
      await removeMember(hub, { member, by: operator })

      const later = await connectTenant(hub, psaUs, 'alder', hub.alderMaster)
      assert.deepEqual(await listUnlinkRequests(hub, later.id), [{ sub: account.id, epoch: epoch + 1 }])
    })

    it('is forgotten with the report that it is done', async () => {
      await using hub = await openLinked(database)
      await unlinkUser(hub, unlinkOf(hub, hub.self))

      await report(hub, hub.request.id, hub.tech.sub, 2, 'unlinked')

      assert.deepEqual(await listUnlinkRequests(hub, hub.request.id), [])
      await assert.rejects(unlinkUser(hub, unlinkOf(hub, hub.self)), refused('user_link_unknown'))
    })
  })
}
