import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { OpenStore } from './open-store.ts'
import { aPendingLink, aLinking, ISSUER } from './rows.ts'

export function testTransactions(withStore: OpenStore): void {
  describe('a transaction', () => {
    it('keeps everything or nothing', () =>
      withStore(async (store) => {
        const failed = store.transaction(async (records) => {
          await records.attempts.insert(aLinking({ id: 'att_1' }))
          await records.memberEpochs.raise(ISSUER, 'alder', 'acc_1', 7)
          throw new Error('in the middle')
        })
        await assert.rejects(failed, /in the middle/)
        assert.equal(await store.records.attempts.find('att_1'), null)
        assert.equal(await store.records.memberEpochs.raise(ISSUER, 'alder', 'acc_1', 1), 1)
      }))

    it('answers with what its work answers, and sees its own changes', () =>
      withStore(async (store) => {
        const found = await store.transaction(async (records) => {
          await records.attempts.insert(aLinking({ id: 'att_1' }))
          return records.attempts.find('att_1')
        })
        assert.deepEqual(found, aLinking({ id: 'att_1' }))
      }))

    it('is the same for who gets it as the host’s', () =>
      withStore(async (store) => {
        const failed = store.transaction(async (_, tx) => {
          await store.within(tx).attempts.insert(aLinking({ id: 'att_1' }))
          throw new Error('in the middle')
        })
        await assert.rejects(failed)
        assert.equal(await store.records.attempts.find('att_1'), null)
      }))

    it('goes on after a conflict', () =>
      withStore(async (store) => {
        await store.transaction(async (records) => {
          assert.equal(await records.tenantLinks.takePlace(aPendingLink()), true)
          assert.equal(await records.tenantLinks.takePlace(aPendingLink({ id: 'lnk_2' })), false)
          await records.attempts.insert(aLinking({ id: 'att_1' }))
        })
        assert.notEqual(await store.records.attempts.find('att_1'), null)
      }))

    it('works beside others', () =>
      withStore(async (store, other) => {
        const raise = (node: typeof store) => (index: number) =>
          node.transaction(async (records) => {
            const epoch = await records.memberEpochs.raise(ISSUER, 'alder', 'acc_1', 0)
            await records.memberEpochs.raise(ISSUER, 'alder', 'acc_1', epoch + 1)
            await records.attempts.insert(aLinking({ id: `att_${index}` }))
          })
        await Promise.all([...[0, 1, 2, 3].map(raise(store)), ...[4, 5, 6, 7].map(raise(other))])
        assert.equal(await store.records.memberEpochs.raise(ISSUER, 'alder', 'acc_1', 0), 8)
      }))
  })
}
