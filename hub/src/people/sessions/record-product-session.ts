import { inTransaction } from '@lanyard/storage'
import type { Hub } from '../../hub.ts'
import { holdMembership } from '../members/find-member.ts'
import { addProductSession, isOnRecord } from '../../delivery/product-sessions/add-product-session.ts'
import type { ProductSession } from '../../delivery/product-sessions/product-session.ts'

/**
 * Writes down that a client gets a sign-in of a session at the hub, before it has it: from then on the end of that
 * session reaches the client. Either this commits first, and the end finds the client; or the end does, and the client
 * gets nothing. The same holds for what ends the member's rights meanwhile: at another epoch it is another matter whether
 * they may sign in, and as whom. A sign-in that repeats an earlier one writes at most once a day.
 *
 * @param epoch of the member, as the tokens say
 * @returns false where the session is over, or the epoch
 */
export async function recordProductSession(
  hub: Pick<Hub, 'db' | 'now'>,
  session: ProductSession,
  epoch: number,
): Promise<boolean> {
  if (await isOnRecord(hub, session)) return true
  return inTransaction(hub, async (hub) => {
    const member = await holdMembership(hub.db, session.account, session.organization)
    if (member?.status !== 'active' || member.epoch !== epoch) return false
    return addProductSession(hub, session)
  })
}
