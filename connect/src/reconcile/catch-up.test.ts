import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { HubEvent } from '../hub/api-answers.ts'
import { createLocalAuthority } from '../hub/provider/local-authority.ts'
import { type Kit, LIFETIMES } from '../kit.ts'
import { memoryStore } from '../memory.ts'
import { aSession, aUserLink, ISSUER, NOW } from '../testing/rows.ts'
import { createCatchUp } from './catch-up.ts'

/** Milliseconds for the hub's answer. */
const PATIENCE = 1

/** A log of two pages, the second of which ends the one session, and a host that is slower than a hub may be. */
async function openBehind() {
  const store = memoryStore()
  await store.records.userLinks.insert(aUserLink())
  for (const id of ['pse_1', 'pse_2'])
    await store.records.sessions.insert(aSession({ id, memberEpoch: Number(id.slice(4)) }))
  const raised = { type: 'member_epoch', organizationId: 'alder', subject: 'acc_1', reason: 'deactivated' } as const
  const log: readonly HubEvent[] = [1, 2].map((n) => ({ ...raised, n, epoch: n + 1, auditId: 'A', unlinkedFrom: null }))
  const kit = {
    issuer: ISSUER,
    store,
    users: {
      async find() {
        // It begins after the wait for the answer, and so ends after it.
        await sleep(PATIENCE)
        return null
      },
    },
    sessions: {},
    hub: {
      ...createLocalAuthority(store.records),
      events: async (after: number) => ({ events: log.slice(after, after + 1), head: 2, agreed: [] }),
    },
    lifetimes: LIFETIMES,
    log: () => {},
    now: () => NOW,
    wake: () => {},
  } as unknown as Kit<unknown>
  return { kit, records: store.records }
}

describe('what is read before a first session is served', () => {
  it('is applied to its end, however long that takes: only the hub’s answer has its time (T26)', async () => {
    const { kit, records } = await openBehind()

    await createCatchUp(kit, [], { patience: PATIENCE }).caughtUp()

    assert.deepEqual([await records.sessions.find('pse_1'), await records.sessions.find('pse_2')], [null, null])
    assert.equal((await records.cursor.find(ISSUER))?.position, 2)
  })

  it('comes to its end where two nodes of the hub have different logs, and no session outlives that', async () => {
    const { kit, records } = await openBehind()
    let asked = 0
    const events = async (after: number) => {
      if (++asked > 50) throw new Error('It asks without end.')
      const isBehind = asked % 2 === 0
      return { events: isBehind ? [] : [{ n: after + 1, type: 'other' }], head: isBehind ? 0 : 9, agreed: [] }
    }

    await createCatchUp({ ...kit, hub: { ...kit.hub, events } } as typeof kit, [], { patience: 10_000 }).caughtUp()

    assert.equal(asked, 4)
    assert.deepEqual([await records.sessions.find('pse_1'), await records.sessions.find('pse_2')], [null, null])
  })
})
