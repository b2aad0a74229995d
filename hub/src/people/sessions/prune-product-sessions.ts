import { DAY } from '../../clock.ts'
import { forgetProductSessions } from '../../delivery/product-sessions/forget-product-sessions.ts'
import type { Hub } from '../../hub.ts'
import { findLiveSessions } from './find-live-sessions.ts'

/**
 * Forgets which clients got a sign-in of a session: of one that was ended, a day after it would have lapsed at the latest;
 * of one that has lapsed by itself. A session that stands is kept, however long ago it signed in anywhere.
 */
export async function pruneProductSessions(
  hub: Pick<Hub, 'db' | 'short' | 'now' | 'config'>,
  signal?: AbortSignal,
): Promise<void> {
  const before = hub.now() - hub.config.lifetimes.session - DAY
  await forgetProductSessions(hub, { before, signal }, (sessions) => findLiveSessions(hub, sessions))
}
