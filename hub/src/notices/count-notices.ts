import type { Instant } from '../clock.ts'
import type { Hub } from '../hub.ts'
import * as notices from './notices-store.ts'

/** How the outbox is doing: what waits, since when the oldest of it does, and what was given up. */
export async function countNotices(
  hub: Pick<Hub, 'db'>,
): Promise<{ readonly queued: number; readonly failed: number; readonly oldest: Instant | null }> {
  return notices.count(hub.db)
}
