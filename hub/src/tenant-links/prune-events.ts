import { inTransaction } from '@lanyard/storage'
import type { Hub } from '../hub.ts'
import * as events from './events-store.ts'

/** Takes events past their lifetime out of the logs; a reader that has not reached them hears `events_gone`. */
export async function pruneEvents(hub: Pick<Hub, 'db' | 'config' | 'now'>): Promise<void> {
  for (const deployment of await events.listFeeds(hub.db)) {
    await inTransaction(hub, async (hub) => events.prune(hub.db, deployment, hub.now() - hub.config.lifetimes.event))
  }
}
