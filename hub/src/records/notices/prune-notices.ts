import { DAY } from '../../clock.ts'
import type { Hub } from '../../hub.ts'
import * as notices from './notices-store.ts'

const KEPT = 30 * DAY

/** Forgets mails after a month, also those that were never sent: what they tell is old by then. */
export async function pruneNotices(hub: Pick<Hub, 'db' | 'now'>, signal?: AbortSignal): Promise<void> {
  await notices.prune(hub.db, hub.now() - KEPT, signal)
}
