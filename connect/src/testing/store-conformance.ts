import { describe } from 'node:test'
import type { OpenedStore, OpenStore } from './open-store.ts'
import { testAttempts } from './test-attempts.ts'
import { testFeed } from './test-feed.ts'
import { testNeighboursAtHub } from './test-neighbours-at-hub.ts'
import { testNeighbours } from './test-neighbours.ts'
import { testNotices } from './test-notices.ts'
import { testOutbox } from './test-outbox.ts'
import { testProductSessions } from './test-product-sessions.ts'
import { testTenantLinks } from './test-tenant-links.ts'
import { testTransactions } from './test-transactions.ts'
import { testUserLinks } from './test-user-links.ts'

/**
 * What every store must do, races included, as tests of `node:test`.
 *
 * @param open opens an empty store; it is disposed of when its test is over
 * @example
 * import { memoryStore } from '@lanyard/connect/memory'
 * import { testStore } from '@lanyard/connect/testing'
 *
 * testStore('our store', async () => {
 *   const store = memoryStore()
 *   return { store, other: store, async [Symbol.asyncDispose]() {} }
 * })
 */
export function testStore<Tx>(name: string, open: () => Promise<OpenedStore<Tx>>): void {
  const withStore: OpenStore = async (use) => {
    await using opened = await open()
    return await use(opened.store, opened.other)
  }
  describe(name, () => {
    testTransactions(withStore)
    testAttempts(withStore)
    testTenantLinks(withStore)
    testUserLinks(withStore)
    testProductSessions(withStore)
    testOutbox(withStore)
    testFeed(withStore)
    testNotices(withStore)
    testNeighbours(withStore)
    testNeighboursAtHub(withStore)
  })
}
