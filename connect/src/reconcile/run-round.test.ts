import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { createLocalAuthority } from '../hub/provider/local-authority.ts'
import { type Kit, LIFETIMES } from '../kit.ts'
import { memoryStore } from '../memory.ts'
import { aPendingLink, ISSUER, NOW } from '../testing/rows.ts'
import { onlyDue, runRound } from './run-round.ts'

/** A product that has 50 people to report, to a hub that hears a report or does not. */
async function openProduct() {
  const store = memoryStore()
  for (let person = 0; person < 50; person++) await store.records.reports.note('lnk_1', `acc_${person}`, 'linked', NOW)
  let [isHeard, asked, woken] = [true, 0, 0]
  const kit = {
    issuer: ISSUER,
    store,
    hub: { ...createLocalAuthority(store.records), report: async () => (asked++, isHeard) },
    lifetimes: LIFETIMES,
    log: () => {},
    now: () => NOW,
    wake: () => void woken++,
  } as unknown as Kit<unknown>
  return {
    round: () => runRound(kit, onlyDue(NOW)),
    loseHub: () => (isHeard = false),
    state: () => ({ asked, woken }),
  }
}

describe('reports of who is linked', () => {
  it('hold up no event of the hub, however many there are: the next rounds go on with them at once', async () => {
    const product = await openProduct()

    const delivered = [await product.round(), await product.round(), await product.round()].map((it) => it.delivered)

    assert.deepEqual(delivered, [20, 20, 10])
    assert.deepEqual(product.state(), { asked: 50, woken: 2 })
  })

  it('wait for the next round after one that the hub does not answer', async () => {
    const product = await openProduct()
    product.loseHub()

    const { delivered, failed } = await product.round()

    assert.deepEqual([delivered, failed], [0, 1])
    assert.deepEqual(product.state(), { asked: 1, woken: 0 })
  })
})

describe('confirms and owed ends', () => {
  it('wait for the next round after one that the hub does not answer; what waits longest comes first', async () => {
    const store = memoryStore()
    for (const n of [1, 2, 3]) {
      const nextTryAt = NOW - n
      const pending = { id: `lnk_${n}`, tenantId: `ten_${n}`, organizationId: `org_${n}`, nextTryAt }
      await store.records.tenantLinks.takePlace(aPendingLink(pending))
      const owed = {
        linkId: `old_${n}`,
        tenantId: `ten_${n}`,
        organizationName: 'Alder MSP',
        auditId: 'A',
        owedAt: NOW,
      }
      await store.records.owedEnds.owe({ ...owed, tries: 0, nextTryAt })
    }
    const asked: string[] = []
    const isSilent = async (id: string) => (asked.push(id), null)
    const kit = {
      issuer: ISSUER,
      store,
      hub: { ...createLocalAuthority(store.records), confirm: isSilent, end: isSilent },
      lifetimes: LIFETIMES,
      log: () => {},
      now: () => NOW,
      wake: () => {},
    } as unknown as Kit<unknown>

    const { failed } = await runRound(kit, onlyDue(NOW))

    assert.deepEqual([failed, asked], [2, ['lnk_3', 'old_3']])
    await runRound(kit, onlyDue(NOW))
    assert.deepEqual(asked.slice(2), ['lnk_2', 'old_2'])
  })
})
