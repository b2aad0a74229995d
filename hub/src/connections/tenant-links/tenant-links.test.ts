import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases } from '@lanyard/storage/testing'
import { asPerson, addPerson, aLinkRequest, openPeopledHub, operator, psaUk, psaUs, rmmUs } from '../../../testing.ts'
import { listActs } from '../../records/audit/list-acts.ts'
import { MINUTE } from '../../clock.ts'
import type { Hub } from '../../hub.ts'
import { newId } from '../../ids.ts'
import type { MemberId } from '../../ids.ts'
import { Refusal } from '../../refusal.ts'
import { approveTenantLink } from './approve-tenant-link.ts'
import { endCeremonySessions } from './ceremony-sessions.ts'
import { confirmTenantLink } from './confirm-tenant-link.ts'
import { endTenantLink } from './end-tenant-link.ts'
import { findActiveLink, linkedElsewhere } from './find-links.ts'
import { findPlace } from './testing/find-place.ts'
import { lapseTenantLinks } from './lapse-tenant-links.ts'
import { answerLink } from './link-answer.ts'
import { readEvents } from '../../delivery/event-log/read-events.ts'
import { severTenantLink } from './sever-tenant-link.ts'
import type { TenantLinkRequest } from './tenant-link.ts'

function approve(
  hub: Hub,
  request: TenantLinkRequest,
  master: { readonly id: MemberId },
  sessionUid: string | null = null,
) {
  return approveTenantLink(hub, { request, approvedBy: master.id, linksUser: false, sessionUid })
}

for (const database of databases) {
  describe(`endTenantLink on ${database.name}`, () => {
    it('ends that id, so that the organization can be connected elsewhere (A12)', async () => {
      await using hub = await openPeopledHub(database)
      const request = aLinkRequest(psaUs, 'alder')
      await approve(hub, request, hub.alderMaster)
      await confirmTenantLink(hub, request)

      const answers = [await endTenantLink(hub, request), await endTenantLink(hub, request)]

      assert.deepEqual(
        answers.map(({ state, reason }) => [state, reason]),
        [
          ['ended', 'ended_by_product'],
          ['ended', 'ended_by_product'],
        ],
      )
      assert.equal((await approve(hub, aLinkRequest(psaUk, 'bramble'), hub.alderMaster)).state, 'approved')
    })

    it('leaves a newer link of the same tenant alone (HUB_END_BY_ID, F11)', async () => {
      await using hub = await openPeopledHub(database)
      const [older, newer] = [aLinkRequest(psaUs, 'alder'), aLinkRequest(psaUs, 'alder')]
      await approve(hub, older, hub.alderMaster)
      await endTenantLink(hub, older)
      await approve(hub, newer, hub.alderMaster)
      await confirmTenantLink(hub, newer)

      await endTenantLink(hub, older)

      assert.equal((await answerLink(hub, newer)).state, 'active')
    })

    it('and an approval of the same id at once: whichever came first, it has ended', async () => {
      await using hub = await openPeopledHub(database)
      const other = await hub.second()
      for (let round = 0; round < 10; round++) {
        const request = aLinkRequest(psaUs, 'alder')

        await Promise.allSettled([approve(other, request, hub.alderMaster), endTenantLink(hub, request)])

        assert.equal((await answerLink(hub, request)).state, 'ended')
      }
    })
  })

  describe(`severTenantLink on ${database.name}`, () => {
    it('ends the link and says so in the log of its deployment, in one commit (HUB_EVENT_SAME_COMMIT)', async () => {
      await using hub = await openPeopledHub(database)
      const request = aLinkRequest(psaUs, 'alder')
      await approve(hub, request, hub.alderMaster)
      await confirmTenantLink(hub, request)

      await severTenantLink(hub, { id: request.id, by: asPerson(hub, hub.alderMaster.id) })

      const { events, head } = await readEvents(hub, { deployment: psaUs, after: 0 })
      assert.equal(head, 1)
      assert.deepEqual(
        events.map((event) => [event.n, event.type, event.type === 'link_ended' && event.link]),
        [[1, 'link_ended', request.id]],
      )
      assert.deepEqual((await readEvents(hub, { deployment: psaUk, after: 0 })).events, [])
      assert.equal((await answerLink(hub, request)).reason, 'severed')
    })

    it('is for masters of that organization and for the operator', async () => {
      await using hub = await openPeopledHub(database)
      const { member: tech } = await addPerson(hub, hub.alder, 'tech')
      const request = aLinkRequest(psaUs, 'alder')
      await approve(hub, request, hub.alderMaster)
      await confirmTenantLink(hub, request)

      for (const { id } of [tech, hub.birchMaster]) {
        await assert.rejects(severTenantLink(hub, { id: request.id, by: asPerson(hub, id) }), refused('not_a_master'))
      }
      assert.equal((await severTenantLink(hub, { id: request.id, by: operator })).endedBy, operator)
    })

    it('numbers the events of simultaneous ends without gaps and without twins (F8)', async () => {
      await using hub = await openPeopledHub(database)
      const nodes = [hub, await hub.second()]
      for (let round = 0; round < 5; round++) {
        const requests = [aLinkRequest(psaUs, 'alder'), aLinkRequest(psaUs, 'aspen')] as const
        await approve(hub, requests[0], hub.alderMaster)
        await approve(hub, requests[1], hub.birchMaster)
        for (const request of requests) await confirmTenantLink(hub, request)
        await Promise.all(requests.map(({ id }, index) => severTenantLink(nodes[index] ?? hub, { id, by: operator })))
      }

      const { events } = await readEvents(hub, { deployment: psaUs, after: 0 })

      assert.deepEqual(
        events.map(({ n }) => n),
        [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
      )
    })
  })

  describe(`lapseTenantLinks on ${database.name}`, () => {
    it('ends approvals that are due and touches no active link (HUB_LAPSE_CAS, F14)', async () => {
      await using hub = await openPeopledHub(database)
      const [active, due] = [aLinkRequest(psaUs, 'alder'), aLinkRequest(rmmUs, 'alder')]
      await approve(hub, active, hub.alderMaster)
      await confirmTenantLink(hub, active)
      await approve(hub, due, hub.alderMaster)
      assert.deepEqual(await lapseTenantLinks(hub), [])
      hub.pass(10 * MINUTE)

      const lapsed = await lapseTenantLinks(hub)

      assert.deepEqual(
        lapsed.map(({ id, endReason }) => [id, endReason]),
        [[due.id, 'lapsed']],
      )
      assert.equal((await answerLink(hub, active)).state, 'active')
    })
  })

  describe(`the hub session of "Connect only" on ${database.name}`, () => {
    it('ends when the product confirms, and when the approval lapses; with "Connect and link me" never (A13)', async () => {
      await using hub = await openPeopledHub(database)
      const [confirmed, lapsed, linking] = [
        aLinkRequest(psaUs, 'a'),
        aLinkRequest(rmmUs, 'b'),
        aLinkRequest(psaUk, 'c'),
      ]
      await approve(hub, confirmed, hub.alderMaster, 'session-1')
      await approve(hub, lapsed, hub.alderMaster, 'session-2')
      const linked = { request: linking, approvedBy: hub.birchMaster.id, linksUser: true, sessionUid: 'session-3' }
      await approveTenantLink(hub, linked)
      const ended: string[] = []
      const endSession = async (uid: string) => void ended.push(uid)
      await endCeremonySessions(hub, endSession)
      assert.deepEqual(ended, [])

      assert.equal((await confirmTenantLink(hub, confirmed)).endSession, 'session-1')
      assert.equal((await confirmTenantLink(hub, linking)).endSession, null)
      await endCeremonySessions(hub, endSession)
      hub.pass(10 * MINUTE)
      await lapseTenantLinks(hub)
      await endCeremonySessions(hub, endSession)
      await endCeremonySessions(hub, endSession)

      assert.deepEqual(ended, ['session-1', 'session-2'])
    })

    it('has one name, however often and by whichever button the same approval is pressed (A13)', async () => {
      await using hub = await openPeopledHub(database)
      const request = aLinkRequest(psaUs, 'alder')
      const press = (linksUser: boolean, sessionUid: string | null) =>
        approveTenantLink(hub, { request, approvedBy: hub.alderMaster.id, linksUser, sessionUid })

      const pressed = [
        await press(true, null),
        await press(false, 'session-1'),
        await press(false, 'session-2'),
        await press(false, null),
        await press(true, null),
      ]

      assert.deepEqual(
        pressed.map(({ sessionUid }) => sessionUid),
        [null, 'session-1', 'session-1', 'session-1', 'session-1'],
      )
      assert.equal((await confirmTenantLink(hub, request)).endSession, 'session-1')
    })

    it('stays to be ended where ending it failed', async () => {
      await using hub = await openPeopledHub(database)
      const request = aLinkRequest(psaUs, 'alder')
      await approve(hub, request, hub.alderMaster, 'session-1')
      await endTenantLink(hub, request)
      const ended: string[] = []

      await endCeremonySessions(hub, () => Promise.reject(new Error('no answer')))
      await endCeremonySessions(hub, async (uid) => void ended.push(uid))

      assert.deepEqual(ended, ['session-1'])
    })
  })

  describe(`findSignInFacts on ${database.name}`, () => {
    it('names a link while it is active, and where else the organization is linked (SIGNIN_NAMES_LINK)', async () => {
      await using hub = await openPeopledHub(database)
      const { account, member } = await addPerson(hub, hub.alder, 'tech')
      const where = { account: account.id, organization: hub.alder }
      const request = aLinkRequest(psaUs, 'alder')
      await approve(hub, request, hub.alderMaster)
      assert.equal((await findPlace(hub, { ...where, deployment: psaUs }))?.link, null)
      await confirmTenantLink(hub, request)

      const here = await findPlace(hub, { ...where, deployment: psaUs })
      const there = await findPlace(hub, { ...where, deployment: psaUk })
      const elsewhere = await findPlace(hub, { ...where, deployment: rmmUs })

      assert.deepEqual([here?.member, here?.organization.name], [member, 'alder MSP'])
      assert.deepEqual([here?.link, here?.linkedElsewhere], [request.id, null])
      assert.equal(there?.link, null)
      assert.equal(there?.linkedElsewhere?.id, psaUs)
      assert.deepEqual([elsewhere?.link, elsewhere?.linkedElsewhere], [null, null])
      assert.equal((await findActiveLink(hub, { organization: hub.alder, deployment: psaUs }))?.id, request.id)
      assert.equal((await linkedElsewhere(hub, { organization: hub.alder, deployment: psaUk }))?.id, psaUs)
      const stranger = { account: account.id, organization: hub.birch, deployment: psaUs }
      assert.equal(await findPlace(hub, stranger), null)
    })
  })

  describe(`audit on ${database.name}`, () => {
    it('keeps one id through approval, confirm and end', async () => {
      await using hub = await openPeopledHub(database)
      const request = { ...aLinkRequest(psaUs, 'alder'), auditId: newId('aud') }
      await approve(hub, request, hub.alderMaster)
      await confirmTenantLink(hub, request)
      await endTenantLink(hub, request)

      const acts = await listActs(hub, request.auditId)

      assert.deepEqual(acts.map(({ action }) => action).toSorted(), [
        'module_url.set',
        'tenant_link.approve',
        'tenant_link.confirm',
        'tenant_link.end',
      ])
    })
  })
}

function refused(code: string) {
  return (error: unknown) => error instanceof Refusal && error.code === code
}
