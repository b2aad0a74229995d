import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases, type TestDialect } from '@lanyard/storage/testing'
import { openPeopledHub, psaUk, psaUs, rmmUs } from '../../../testing.ts'
import { newId } from '../../ids.ts'
import * as events from './events-store.ts'
import { noteRemainingAccess } from './note-remaining-access.ts'

const act = newId('aud')
const restOf = { at: 1000, auditId: act }
const remaining = { linked: true, access: [], settings: null }

/** Two logs that begin alike: an epoch, a session, and in one of them another epoch. */
async function openLogs(database: TestDialect) {
  const hub = await openPeopledHub(database)
  const sub = hub.alderMasterAccount.id
  const organization = hub.alder
  const epoch = { organization, content: { type: 'member_epoch', sub, organization, epoch: 2, reason: 'deactivated' } }
  const session = { organization, content: { type: 'session_ended', sub, sid: 'sid' } }
  const [first, second] = [epoch, session] as [events.Entry, events.Entry]
  await events.append(hub.db, psaUs, [first, second, first], restOf)
  await events.append(hub.db, rmmUs, [first, second], restOf)
  /** One column of both logs, psa-us first. */
  const column = async (name: 'sent_at' | 'last_error' | 'acknowledged_at' | 'awaits_access' | 'remaining_access') => {
    const rows = await hub.db.selectFrom('hub_events').selectAll().orderBy('deployment').orderBy('n').execute()
    return rows.map((row) => row[name])
  }
  return { ...hub, sub, first, column }
}

for (const database of databases) {
  describe(`logs of two deployments on ${database.name}`, () => {
    it('are numbered and read by themselves', async () => {
      await using hub = await openLogs(database)
      const numbers = async (...[deployment, after, most]: [typeof psaUs, number, number]) =>
        (await events.listAfter(hub.db, deployment, after, most)).map(({ n }) => n)

      assert.deepEqual(await numbers(psaUs, 1, 10), [2, 3])
      assert.deepEqual(await numbers(psaUs, 0, 1), [1])
      assert.deepEqual(await numbers(rmmUs, 0, 10), [1, 2])
      assert.equal((await events.findFeed(hub.db, psaUs))?.last, 3)
      assert.equal((await events.findFeed(hub.db, psaUk))?.last, 0)
      await events.noteFeatures(hub.db, psaUs, 'ends')
      assert.equal((await events.findFeed(hub.db, psaUs))?.features, 'ends')
      assert.equal((await events.findFeed(hub.db, rmmUs))?.features, '')
    })

    it('are hinted at once each, and only of what is new', async () => {
      await using hub = await openLogs(database)
      const all = { deployment: psaUs, from: 0, to: 3 }
      const unhinted = async () =>
        (await events.listUnhinted(hub.db)).map(({ deployment, from }) => `${deployment} ${from}`)
      assert.deepEqual((await unhinted()).sort(), ['psa-us 0', 'rmm-us 0'])

      assert.equal(await events.claimHint(hub.db, all, 2000), true)
      assert.equal(await events.claimHint(hub.db, all, 3000), false)
      assert.deepEqual(await unhinted(), ['rmm-us 0'])
      await events.append(hub.db, psaUs, [hub.first], restOf)
      const next = { deployment: psaUs, from: 3, to: 4 }
      assert.equal(await events.claimHint(hub.db, next, 4000), true)
      await events.noteMissedHint(hub.db, next, 'away')

      assert.deepEqual(await hub.column('sent_at'), [2000, 2000, 2000, 4000, null, null])
      assert.deepEqual(await hub.column('last_error'), [null, null, null, 'away', null, null])
      const to = await events.listUnacknowledged(hub.db, act)
      assert.deepEqual(to.sort(), [psaUs, rmmUs], 'one event was told, the other missed')
    })

    it('are acknowledged forwards, up to their end, and each event once', async () => {
      await using hub = await openLogs(database)
      const acknowledge = (from: number, to: number, at: number, tellsAccess = false) =>
        events.acknowledge(hub.db, { deployment: psaUs, from, to }, { at, tellsAccess })

      await acknowledge(0, 2, 2000, true)
      await acknowledge(0, 1, 3000)
      await acknowledge(2, 99, 4000)
      assert.deepEqual(await hub.column('acknowledged_at'), [2000, 2000, null, null, null])
      assert.equal((await events.findFeed(hub.db, psaUs))?.acknowledgedTo, 2)
      assert.equal((await events.findFeed(hub.db, rmmUs))?.acknowledgedTo, 0)
      assert.deepEqual((await events.listUnacknowledged(hub.db, act)).sort(), [psaUs, rmmUs])
      assert.deepEqual(await events.listUnacknowledged(hub.db, newId('aud')), [])

      await acknowledge(0, 3, 5000)
      assert.deepEqual(await hub.column('acknowledged_at'), [2000, 2000, 5000, null, null])
      assert.deepEqual(await hub.column('awaits_access'), [1, 0, 0, 0, 0], 'of epochs, by who tells of access')
      assert.deepEqual(await events.listUnacknowledged(hub.db, act), [rmmUs])
    })

    it('keep the first word on an event, from its deployment, about its act and its person', async () => {
      await using hub = await openLogs(database)
      const said = { deployment: psaUs, n: 1, auditId: act, sub: hub.sub, remaining }
      for (const wrong of [{ n: 2 }, { n: 9 }, { auditId: newId('aud') }, { sub: newId('acc') }, { deployment: psaUk }])
        await noteRemainingAccess(hub, { ...said, ...wrong })
      assert.deepEqual(await hub.column('remaining_access'), [null, null, null, null, null])

      await noteRemainingAccess(hub, said)
      await noteRemainingAccess(hub, { ...said, remaining: { ...remaining, linked: false } })

      const [first, ...others] = await hub.column('remaining_access')
      assert.deepEqual(JSON.parse(String(first)), remaining)
      assert.deepEqual(others, [null, null, null, null])
    })

    it('are stale by what is old, not acknowledged, and not alarmed of', async () => {
      await using hub = await openLogs(database)
      const stale = async (before: number) => (await events.listStale(hub.db, before)).map((log) => log.deployment)
      assert.deepEqual(await stale(1000), [])
      assert.deepEqual((await stale(1001)).sort(), [psaUs, rmmUs])

      // It acknowledges what it has not been seen to read, as after a restored backup of the hub.
      await events.acknowledge(hub.db, { deployment: rmmUs, from: 1, to: 2 }, { at: 2000, tellsAccess: false })
      assert.deepEqual(await stale(1001), [psaUs])
      assert.equal(await events.markAlarmed(hub.db, psaUs, 3), true)
      assert.equal(await events.markAlarmed(hub.db, psaUs, 3), false)
      assert.deepEqual(await stale(1001), [])
      await events.append(hub.db, rmmUs, [hub.first], restOf)
      assert.deepEqual(await stale(1001), [rmmUs], 'no other log is taken for alarmed of')
    })

    it('are pruned by age, one by one', async () => {
      await using hub = await openLogs(database)
      await events.append(hub.db, psaUs, [hub.first], { ...restOf, at: 2000 })
      const left = async () => [
        (await events.listAfter(hub.db, psaUs, 0, 10)).map(({ n }) => n),
        (await events.listAfter(hub.db, rmmUs, 0, 10)).map(({ n }) => n),
      ]
      assert.equal(await events.findLastBefore(hub.db, { deployment: psaUs, after: 0 }, 1000), null)
      assert.equal(await events.findLastBefore(hub.db, { deployment: psaUs, after: 0 }, 1001), 3)
      assert.equal(await events.findLastBefore(hub.db, { deployment: rmmUs, after: 1 }, 1001), 2)

      for (const to of [3, 2]) await events.notePruned(hub.db, psaUs, to)
      await events.deleteUpTo(hub.db, psaUs, 3)

      assert.deepEqual(await left(), [[4], [1, 2]])
      assert.equal((await events.findFeed(hub.db, psaUs))?.prunedTo, 3)
      assert.equal((await events.findFeed(hub.db, rmmUs))?.prunedTo, 0)
    })
  })
}
