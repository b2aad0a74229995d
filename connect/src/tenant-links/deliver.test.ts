import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import { createLocalAuthority } from '../hub/provider/local-authority.ts'
import { memoryStore } from '../memory.ts'
import { NOW } from '../testing/rows.ts'
import { deliverEnds } from './deliver.ts'

/** A product that owes two ends to a hub that answers when it is let. */
async function openOwing() {
  const store = memoryStore()
  const owed = { tenantId: 'ten_1', organizationName: 'Alder MSP', auditId: 'A', owedAt: NOW, tries: 0, nextTryAt: NOW }
  for (const linkId of ['lnk_1', 'lnk_2']) await store.records.owedEnds.owe({ ...owed, linkId })
  const asked: string[] = []
  const { promise: mayAnswer, resolve: answer } = Promise.withResolvers<void>()
  const authority = createLocalAuthority(store.records)
  const hub = {
    ...authority,
    async end(id: string, auditId: string) {
      asked.push(id)
      await mayAnswer
      return authority.end(id, auditId)
    },
  }
  return { kit: { store, hub, now: () => NOW }, ends: await store.records.owedEnds.ofTenant('ten_1'), asked, answer }
}

describe('telling the hub of ends while someone waits', () => {
  it('comes back when the time is over, and tells no further one then', async () => {
    const { kit, ends, asked, answer } = await openOwing()

    const isTold = await deliverEnds(kit, ends, 1)
    answer()
    await turn()

    assert.equal(isTold, false)
    assert.deepEqual(asked, ['lnk_1'])
    assert.deepEqual(await kit.store.records.owedEnds.ofTenant('ten_1'), ends.slice(1))
  })

  it('tells all to a hub that answers', async () => {
    const { kit, ends, answer } = await openOwing()
    answer()

    assert.equal(await deliverEnds(kit, ends, 60_000), true)
    assert.deepEqual(await kit.store.records.owedEnds.ofTenant('ten_1'), [])
  })
})
