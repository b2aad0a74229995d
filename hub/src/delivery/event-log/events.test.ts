import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { describe, it } from 'node:test'
import { recordLog } from '@lanyard/running/testing'
import { databases, findFreePort } from '@lanyard/storage/testing'
import { addPerson, openPeopledHub, operator, psaUk, psaUs, connectTenant, rmmUs } from '../../../testing.ts'
import { DAY, MINUTE } from '../../clock.ts'
import { endMemberSessions } from '../../people/members/end-member-sessions.ts'
import { newId } from '../../ids.ts'
import { Refusal } from '../../refusal.ts'
import { acknowledgeEvents } from './acknowledge-events.ts'
import { alarmUnacknowledged } from './alarm-unacknowledged.ts'
import { append, listFeeds } from './events-store.ts'
import { pruneEvents } from './prune-events.ts'
import { readEvents } from './read-events.ts'
import { sendHints } from './send-hints.ts'

const gone = (head: number) => (error: unknown) =>
  error instanceof Refusal && error.code === 'events_gone' && error.details['head'] === head

for (const database of databases) {
  describe(`the log of events on ${database.name}`, () => {
    it('says to a reader that fell behind what was pruned that it is gone, and serves the others', async () => {
      await using hub = await openPeopledHub(database)
      await connectTenant(hub, psaUs, 'alder', hub.alderMaster)
      const { member } = await addPerson(hub, hub.alder, 'tech')
      const raise = () => endMemberSessions(hub, { member: member.id, by: operator })
      await raise()
      await raise()
      hub.pass(29 * DAY)
      await raise()
      hub.pass(2 * DAY)

      await pruneEvents(hub)
      await pruneEvents(hub)

      for (const after of [0, 1]) await assert.rejects(readEvents(hub, { deployment: psaUs, after }), gone(3))
      const { events } = await readEvents(hub, { deployment: psaUs, after: 2 })
      assert.deepEqual(
        events.map(({ n }) => n),
        [3],
      )
      hub.pass(30 * DAY)
      await pruneEvents(hub)
      assert.deepEqual(await readEvents(hub, { deployment: psaUs, after: 3 }), { events: [], head: 3 })
      await raise()
      assert.equal((await readEvents(hub, { deployment: psaUs, after: 3 })).events[0]?.n, 4)
    })

    it('says that its beginning is gone before the first of it goes, and takes out the rest later (FR11)', async () => {
      await using hub = await openPeopledHub(database)
      await connectTenant(hub, psaUs, 'alder', hub.alderMaster)
      const organization = hub.alder
      const content = { type: 'session_ended', sub: hub.alderMasterAccount.id, sid: 'sid' } as const
      const entries = Array.from({ length: 700 }, () => ({ organization, content }))
      await append(hub.db, psaUs, entries, { at: hub.now(), auditId: newId('aud') })
      hub.pass(31 * DAY)
      const feeds = await listFeeds(hub.db)
      // Looked at twice for each deployment before this one, twice for this one, and given before its first batch.
      let looks = 2 * feeds.findIndex(({ deployment }) => deployment === psaUs) + 2
      const signal = {
        get aborted() {
          return looks-- <= 0
        },
      } as AbortSignal
      const left = async () =>
        (await hub.db.selectFrom('hub_events').select('n').where('deployment', '=', psaUs).execute()).length

      await pruneEvents(hub, signal)

      assert.equal(await left(), 700)
      for (const after of [0, 499]) await assert.rejects(readEvents(hub, { deployment: psaUs, after }), gone(700))
      await pruneEvents({ ...hub, config: { ...hub.config, lifetimes: { ...hub.config.lifetimes, event: 60 * DAY } } })
      assert.equal(await left(), 200, 'what was called gone goes, however long events are kept meanwhile')
    })

    it('does not serve a reader that is ahead of it, as after a restored backup', async () => {
      await using hub = await openPeopledHub(database)
      await assert.rejects(readEvents(hub, { deployment: psaUs, after: 1 }), gone(0))
      const unknown = 'psa-none' as typeof psaUs
      await assert.rejects(readEvents(hub, { deployment: unknown, after: 0 }), { code: 'deployment_invalid' })
    })

    it('serves a hundred at a time', async () => {
      await using hub = await openPeopledHub(database)
      await connectTenant(hub, psaUs, 'alder', hub.alderMaster)
      const { member } = await addPerson(hub, hub.alder, 'tech')
      for (let count = 0; count < 105; count++) await endMemberSessions(hub, { member: member.id, by: operator })

      const page = await readEvents(hub, { deployment: psaUs, after: 0 })
      const rest = await readEvents(hub, { deployment: psaUs, after: 100 })

      assert.deepEqual([page.events.length, page.head, rest.events.length], [100, 105, 5])
    })
  })

  describe(`sendHints on ${database.name}`, () => {
    it('tells each deployment with news once to pull, and notes why one was not told', async () => {
      await using hub = await openPeopledHub(database)
      const told: string[] = []
      const server = createServer((request, response) => {
        told.push(`${request.method} ${request.url}`)
        response.writeHead(told.length === 1 ? 204 : 503).end()
      })
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      const address = server.address()
      const origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
      const away = `http://127.0.0.1:${await findFreePort()}`
      const here = { ...hub, config: { ...hub.config, origins: { [psaUs]: origin, [psaUk]: away } } }
      await connectTenant(hub, psaUs, 'alder', hub.alderMaster)
      await connectTenant(hub, psaUk, 'birch', hub.birchMaster)
      await connectTenant(hub, rmmUs, 'alder', hub.alderMaster)
      await sendHints(here)
      assert.deepEqual(told, [])
      for (const { id } of [hub.alderMaster, hub.birchMaster])
        await endMemberSessions(hub, { member: id, by: operator })

      await sendHints(here)
      await sendHints(here)
      const toldOnce = [...told]
      await endMemberSessions(hub, { member: hub.alderMaster.id, by: operator })
      await sendHints(here)
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))

      assert.deepEqual([toldOnce, told.length], [['POST /connect/hint'], 2])
      const rows = await hub.db.selectFrom('hub_events').selectAll().orderBy('deployment').orderBy('n').execute()
      assert.ok(rows.every((row) => row.sent_at !== null))
      assert.deepEqual(
        rows.map((row) => [row.deployment, row.last_error]),
        [
          [psaUk, 'ECONNREFUSED'],
          [psaUs, null],
          [psaUs, 'status 503'],
          [rmmUs, 'no address'],
          [rmmUs, 'no address'],
        ],
      )
    })
  })

  describe(`alarmUnacknowledged on ${database.name}`, () => {
    it('is raised once for a product that has not read its log for a day, and again only for what came since', async () => {
      await using hub = await openPeopledHub(database)
      const { log, lines } = recordLog('error')
      const watched = { ...hub, log }
      await connectTenant(hub, psaUs, 'alder', hub.alderMaster)
      const end = () => endMemberSessions(hub, { member: hub.alderMaster.id, by: operator })
      const alarms = async () => {
        await alarmUnacknowledged(watched)
        return lines.splice(0).map(({ event, deployment }) => [event, deployment])
      }

      await end()
      hub.pass(DAY)
      assert.deepEqual(await alarms(), [], 'not yet')
      hub.pass(MINUTE)
      await end()
      assert.deepEqual(await alarms(), [['events_unacknowledged', psaUs]])
      hub.pass(2 * DAY)
      assert.deepEqual(await alarms(), [], 'said already')
      await acknowledgeEvents(hub, { deployment: psaUs, to: 2 })
      await end()
      hub.pass(2 * DAY)
      assert.deepEqual(await alarms(), [['events_unacknowledged', psaUs]])
    })
  })
}
