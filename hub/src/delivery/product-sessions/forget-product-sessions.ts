import type { Instant } from '../../clock.ts'
import type { Hub } from '../../hub.ts'
import * as hubSessions from './hub-sessions-store.ts'
import * as productSessions from './product-sessions-store.ts'

/** Which of these sessions at the hub are neither ended nor lapsed; `people/sessions` knows. */
export type FindLiveSessions = (sessions: readonly string[]) => Promise<ReadonlySet<string>>

/**
 * Deletes sessions that ended before an instant, and those without a sign-in since then whose session at the hub is over. The signal
 * stops it between two batches.
 */
export async function forgetProductSessions(
  { db }: Pick<Hub, 'db'>,
  { before, signal }: { readonly before: Instant; readonly signal: AbortSignal | undefined },
  findLiveSessions: FindLiveSessions,
): Promise<void> {
  await productSessions.pruneEnded(db, before, signal)
  let unused = await productSessions.listUnusedSince(db, before, '')
  while (unused.length > 0) {
    if (signal?.aborted) return
    const standing = await findLiveSessions(unused)
    const lapsed = unused.filter((session) => !standing.has(session))
    await productSessions.pruneLapsed(db, lapsed, before, signal)
    unused = await productSessions.listUnusedSince(db, before, unused.at(-1) ?? '')
  }
  await hubSessions.prune(db, before, signal)
}
