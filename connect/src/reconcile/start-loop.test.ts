import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { eventually } from '@lanyard/storage/testing'
import type { LogEntry } from '../api/config.ts'
import { createLocalAuthority } from '../hub/provider/local-authority.ts'
import { LIFETIMES, type Kit } from '../kit.ts'
import { memoryStore } from '../memory.ts'
import type { ConnectStore } from '../records/store.ts'
import { startLoop } from './start-loop.ts'

const never = () => new Promise<never>(() => {})

/** What a loop needs of a kit, on a store of which single calls can hang. */
function kitOn(bend: (store: ConnectStore<unknown>) => ConnectStore<unknown>) {
  const store = bend(memoryStore())
  const log: LogEntry[] = []
  const kit = {
    issuer: 'https://id.example',
    store,
    hub: createLocalAuthority(store.records),
    lifetimes: { ...LIFETIMES, round: 0.01 },
    log: (entry: LogEntry) => void log.push(entry),
    now: Date.now,
    wake: () => {},
  } as unknown as Kit<unknown>
  return { kit, log, events: () => log.map(({ event }) => event) }
}

/** The first of these calls never answers; each later one does. */
function firstHangs<Args extends unknown[], Result>(
  call: (...args: Args) => Promise<Result>,
): (...args: Args) => Promise<Result> {
  let calls = 0
  return (...args) => (calls++ === 0 ? never() : call(...args))
}

describe('the rounds with the hub', () => {
  it('go on without one that waits for a database for ever, and say so (FR2)', async () => {
    const { kit, events } = kitOn((store) => {
      const { tenantLinks } = store.records
      const bent = { ...tenantLinks, duePending: firstHangs(tenantLinks.duePending.bind(tenantLinks)) }
      return { ...store, records: { ...store.records, tenantLinks: bent } }
    })

    const loop = startLoop(kit, async () => {}, { longest: 20 })
    const [rounds] = loop.states()
    assert.deepEqual([rounds?.name, rounds?.turns, rounds?.isLate], ['connect_round', 0, false])
    await eventually('a later round ends', () => (loop.states()[0]?.turns ?? 0) > 1)
    await loop.stop()

    assert.deepEqual(events(), ['round_hung'])
    assert.notEqual(loop.roundEndedAt(), null)
  })

  it('and the questions beside them hang by themselves alone (FR2)', async () => {
    const { kit, events } = kitOn((store) => {
      const { tenantLinks } = store.records
      // The rounds of a loop ask about suspended links with 0, so they get an answer.
      const suspendedCheckedBefore = (before: number) =>
        before === 0 ? tenantLinks.suspendedCheckedBefore(before) : never()
      const bent = { ...tenantLinks, suspendedCheckedBefore }
      return { ...store, records: { ...store.records, tenantLinks: bent } }
    })

    const loop = startLoop(kit, async () => {}, { longest: 20 })
    await eventually('questions are left behind', () => events().length === 3)
    const turns = loop.states()[0]?.turns ?? 0
    await eventually('rounds go on', () => (loop.states()[0]?.turns ?? 0) > turns + 2)
    await loop.stop()

    assert.deepEqual(events(), ['recheck_hung', 'recheck_hung', 'recheck_hung'], 'and no further one is begun')
    assert.equal(loop.states()[1]?.turns, 0)
  })

  it('are followed by those questions even where the database is away as the first one ends', async () => {
    let [reads, asked] = [0, 0]
    const { kit } = kitOn((store) => {
      const { cursor, tenantLinks } = store.records
      const find: typeof cursor.find = async (issuer) => {
        const read = await cursor.find(issuer)
        // Of the first round, the last read is whether the log was read.
        if (read !== null && ++reads === 1) throw new Error('away')
        return read
      }
      const activeCheckedBefore: typeof tenantLinks.activeCheckedBefore = (before, most) => {
        if (before > 0) asked++
        return tenantLinks.activeCheckedBefore(before, most)
      }
      const records = {
        ...store.records,
        cursor: { ...cursor, find },
        tenantLinks: { ...tenantLinks, activeCheckedBefore },
      }
      return { ...store, records }
    })

    const loop = startLoop(kit, async () => {})
    await eventually('links are asked about', () => asked > 0)
    await loop.stop()
  })

  it('stand still, for readiness, where none has come to its end for longer than one may take (FR2)', async (test) => {
    const { kit } = kitOn((store) => {
      const { cursor } = store.records
      return { ...store, records: { ...store.records, cursor: { ...cursor, find: never } } }
    })
    let passed = 0
    const now = performance.now.bind(performance)
    test.mock.method(performance, 'now', () => now() + passed)

    const loop = startLoop(kit, async () => {}, { longest: 20 })
    assert.equal(loop.states()[0]?.isLate, false)
    passed = 10_000

    assert.equal(loop.states()[0]?.isLate, true)
    await loop.stop()
  })
})
