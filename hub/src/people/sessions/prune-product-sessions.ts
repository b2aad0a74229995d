import { DAY } from '../../clock.ts'
import type { Hub } from '../../hub.ts'
import { findStanding } from './find-standing.ts'
import * as hubSessions from '../../delivery/product-sessions/hub-sessions-store.ts'
import * as productSessions from '../../delivery/product-sessions/product-sessions-store.ts'

/**
 * Forgets which clients got a sign-in of a session: of one that was ended, a day after it would have lapsed at the latest;
 * of one that has lapsed by itself, likewise. A session that stands is kept, however long ago it signed in anywhere.
 */
export async function pruneProductSessions(
  hub: Pick<Hub, 'db' | 'short' | 'now' | 'config'>,
  signal?: AbortSignal,
): Promise<void> {
  const before = hub.now() - hub.config.lifetimes.session - DAY
  await productSessions.pruneEnded(hub.db, before, signal)
  let unused = await productSessions.listUnusedSince(hub.db, before, '')
  while (unused.length > 0) {
    if (signal?.aborted) return
    const standing = await findStanding(hub, unused)
    const lapsed = unused.filter((session) => !standing.has(session))
    await productSessions.pruneLapsed(hub.db, lapsed, before)
    unused = await productSessions.listUnusedSince(hub.db, before, unused.at(-1) ?? '')
  }
  await hubSessions.prune(hub.db, before, signal)
}
