import type { Hub } from '../../hub.ts'
import * as emailChanges from '../mailed-links/email-changes.ts'

/** Forgets links that stopped working a while ago; until then they are counted against too many of them. */
export async function pruneEmailChanges(hub: Pick<Hub, 'db' | 'now' | 'config'>, signal?: AbortSignal): Promise<void> {
  await emailChanges.prune(hub.db, hub.now() - hub.config.lifetimes.session, signal)
}
