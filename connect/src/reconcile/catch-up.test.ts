import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { HubEvent } from '../hub/api-answers.ts'
import { createLocalAuthority } from '../hub/provider/local-authority.ts'
import { type Kit, LIFETIMES } from '../kit.ts'
import { memoryStore } from '../memory.ts'
import { aSession, aUserLink, ISSUER, NOW } from '../testing/rows.ts'
import { createCatchUp } from './catch-up.ts'

/** A log of two pages, the second of which ends the one session, and a host that takes its time over each event. */
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
        await sleep(20)
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

    await createCatchUp(kit, [], { patience: 1 }).caughtUp()

    assert.deepEqual([await records.sessions.find('pse_1'), await records.sessions.find('pse_2')], [null, null])
    assert.equal((await records.cursor.find(ISSUER))?.position, 2)
  })
})
