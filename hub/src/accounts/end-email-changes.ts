import type { Hub } from '../hub.ts'
import type { AccountId } from '../ids.ts'
import * as emailChanges from './email-changes-store.ts'

/**
 * Voids the mailed link that would change an account's address, in the transaction of whoever calls: a recovery, a new
 * link and an unlinking leave none behind that somebody else may have asked for (T11).
 *
 * @returns whether there was one
 */
export async function endEmailChanges(hub: Pick<Hub, 'db' | 'now'>, account: AccountId): Promise<boolean> {
  return emailChanges.endOpen(hub.db, account, hub.now())
}

/** Forgets links that stopped working a while ago; until then they are counted against too many of them. */
export async function pruneEmailChanges(hub: Pick<Hub, 'db' | 'now' | 'config'>): Promise<void> {
  await emailChanges.prune(hub.db, hub.now() - hub.config.lifetimes.session)
}
