import { HOUR } from '../../clock.ts'
import type { Hub } from '../../hub.ts'
import * as resets from '../mailed-links/password-resets.ts'

/** Forgets links that have expired, once they no longer count as mails of the last hour either. */
export async function prunePasswordResets(hub: Pick<Hub, 'db' | 'now'>, signal?: AbortSignal): Promise<void> {
  await resets.prune(hub.db, hub.now() - HOUR, signal)
}
