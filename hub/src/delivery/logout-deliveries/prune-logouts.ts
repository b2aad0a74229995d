import { DAY } from '../../clock.ts'
import type { Hub } from '../../hub.ts'
import * as deliveries from './logout-deliveries-store.ts'

const KEPT = 30 * DAY

/** Forgets, after a month, which clients were told of logouts; what still waits stays. */
export async function pruneLogouts(hub: Pick<Hub, 'db' | 'now'>, signal?: AbortSignal): Promise<void> {
  await deliveries.prune(hub.db, hub.now() - KEPT, signal)
}
