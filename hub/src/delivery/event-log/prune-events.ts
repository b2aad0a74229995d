import type { Hub } from '../../hub.ts'
import * as events from './events-store.ts'

/**
 * Takes events past their lifetime out of the logs; a reader that has not reached them hears `events_gone`. It hears that
 * before the first of them goes: that the log has lost its beginning is committed first, so that no reader takes what is
 * left of a batch for all there is.
 */
export async function pruneEvents(hub: Pick<Hub, 'db' | 'config' | 'now'>, signal?: AbortSignal): Promise<void> {
  const before = hub.now() - hub.config.lifetimes.event
  for (const { deployment, prunedTo } of await events.listFeeds(hub.db)) {
    // What an earlier turn was to take out, and did not come to.
    await events.deleteUpTo(hub.db, deployment, prunedTo, signal)
    for (let after = prunedTo; ;) {
      if (signal?.aborted) return
      const to = await events.findLastBefore(hub.db, { deployment, after }, before)
      if (to === null) break
      await events.notePruned(hub.db, deployment, to)
      await events.deleteUpTo(hub.db, deployment, to, signal)
      after = to
    }
  }
}
