import { DAY } from '../../clock.ts'
import type { Hub } from '../../hub.ts'
import * as hubSessions from './hub-sessions-store.ts'
import type { ProductSession } from './product-session.ts'
import * as productSessions from './product-sessions-store.ts'

/** Whether this very sign-in is on record as live, by a write within the last day. */
export async function isOnRecord(hub: Pick<Hub, 'db' | 'now'>, session: ProductSession): Promise<boolean> {
  const known = await productSessions.find(hub.db, session)
  const isFresh = known !== null && known.ended_at === null && known.last_at > hub.now() - DAY
  return isFresh && known.organization === session.organization && known.account === session.account
}

/**
 * Puts a client on record for a session at the hub, in the transaction of the caller: the end of that session reaches the
 * client from its commit on.
 *
 * @returns false where the session is over
 */
export async function addProductSession(
  { db, now }: Pick<Hub, 'db' | 'now'>,
  session: ProductSession,
): Promise<boolean> {
  if (!(await hubSessions.hold(db, session.hubSession, now()))) return false
  await productSessions.record(db, session, now())
  return true
}
