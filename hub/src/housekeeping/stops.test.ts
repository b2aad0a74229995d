import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases } from '@lanyard/storage/testing'
import { addPerson, aLinkRequest, openPeopledHub, operator, psaUs, rmmUs, connectTenant } from '../../testing.ts'
import { MINUTE } from '../clock.ts'
import type { Hub } from '../hub.ts'
import { newId } from '../ids.ts'
import { deliverDueLogouts } from '../delivery/logout-deliveries/deliver-logouts.ts'
import { queueLogouts } from '../delivery/logout-deliveries/queue-logouts.ts'
import { endMemberSessions } from '../people/members/end-member-sessions.ts'
import { endDueSessions } from '../people/sessions/end-due-sessions.ts'
import { endOwnSessions } from '../people/sessions/end-own-sessions.ts'
import { approveTenantLink } from '../connections/tenant-links/approve-tenant-link.ts'
import { endCeremonySessions } from '../connections/tenant-links/ceremony-sessions.ts'
import { lapseTenantLinks } from '../connections/tenant-links/lapse-tenant-links.ts'
import { sendHints } from '../delivery/event-log/send-hints.ts'

/** The same hub, which is told to stop as soon as the first of several things is under way. */
function stopAtFirst(hub: Hub): { readonly hub: Hub; readonly signal: AbortSignal } {
  const stopping = new AbortController()
  const now = () => {
    stopping.abort()
    return hub.now()
  }
  return { hub: { ...hub, now }, signal: stopping.signal }
}

async function count(query: { execute(): Promise<readonly unknown[]> }): Promise<number> {
  return (await query.execute()).length
}

for (const database of databases) {
  describe(`a hub on ${database.name} that is told to stop`, () => {
    it('begins no further hint, and sends it after its next start (FR5)', async () => {
      await using hub = await openPeopledHub(database)
      for (const deployment of [psaUs, rmmUs]) await connectTenant(hub, deployment, 'alder', hub.alderMaster)
      const { member } = await addPerson(hub, hub.alder, 'tech')
      await endMemberSessions(hub, { member: member.id, by: operator })
      const waiting = () => count(hub.db.selectFrom('hub_feeds').selectAll().whereRef('hinted_to', '<', 'last'))
      assert.equal(await waiting(), 2)
      const { hub: stopping, signal } = stopAtFirst(hub)

      await sendHints(stopping, signal)
      const left = await waiting()
      await sendHints(hub)

      assert.deepEqual([left, await waiting()], [1, 0])
    })

    it('ends the sessions of one act to their end, and those of the next one after its start (FR5)', async () => {
      await using hub = await openPeopledHub(database)
      const { account } = await addPerson(hub, hub.alder, 'tech')
      for (const each of [account.id, hub.alderMaster.account]) {
        await endOwnSessions(hub, { account: each, by: operator })
      }
      const due = () => count(hub.db.selectFrom('session_ends').selectAll().where('done_at', 'is', null))
      const { hub: stopping, signal } = stopAtFirst(hub)

      await endDueSessions(stopping, async () => {}, signal)
      const left = await due()
      await endDueSessions(hub, async () => {})

      assert.deepEqual([left, await due()], [1, 0])
    })

    it('ends the session of one ceremony, and that of the next one after its start (FR5, A13)', async () => {
      await using hub = await openPeopledHub(database)
      for (const deployment of [psaUs, rmmUs]) {
        const request = aLinkRequest(deployment, 'alder')
        const approval = { request, approvedBy: hub.alderMaster.id, linksUser: false, sessionUid: `at ${deployment}` }
        await approveTenantLink(hub, approval)
      }
      hub.pass(10 * MINUTE)
      await lapseTenantLinks(hub)
      const [stopping, ended] = [new AbortController(), new Array<string>()]
      const endSession = async (uid: string) => {
        stopping.abort()
        ended.push(uid)
      }

      await endCeremonySessions(hub, endSession, stopping.signal)
      const first = ended.length
      await endCeremonySessions(hub, endSession)

      assert.deepEqual([first, ended.sort()], [1, ['at psa-us', 'at rmm-us']])
    })

    it('finishes the deliveries under way to a client, and sends it the rest after its start (FR5)', async () => {
      await using hub = await openPeopledHub(database)
      const { account } = await addPerson(hub, hub.alder, 'tech')
      const sessions = Array.from({ length: 25 }, (_, n) => ({
        client: 'wiki',
        sid: `sid-${n}`,
        hubSession: `session-${n}`,
        account: account.id,
        organization: hub.alder,
      }))
      await queueLogouts(hub, sessions, { auditId: newId('aud') })
      const [stopping, told] = [new AbortController(), new Array<string>()]
      const tell = async ({ sid }: { readonly sid: string }) => {
        stopping.abort()
        told.push(sid)
        return 'confirmed' as const
      }

      await deliverDueLogouts(hub, tell, stopping.signal)
      const first = told.length
      await deliverDueLogouts(hub, tell)

      assert.deepEqual([first, told.length, new Set(told).size], [10, 25, 25])
    })
  })
}
