import { setSessionsFrom } from '../accounts/set-sessions-from.ts'
import type { Hub } from '../hub.ts'
import type { AccountId, AuditId } from '../ids.ts'
import { raiseEpochsOf } from '../members/raise-epochs.ts'
import * as sessionEnds from './session-ends-store.ts'

/**
 * Ends every session of an account in the transaction of whoever calls: at the hub, but for `keep`, from this commit on,
 * and in every connected product by the event of the new epoch. A kept session signs in to products again without a
 * question. The caller holds the lock of `lockAccount`, and calls `endDueSessions` after the commit, so that
 * clients outside the suite hear of it, too.
 *
 * @param end.keep `uid` of the session in which the person acts; null where somebody else does
 */
export async function endAccountSessions(
  hub: Pick<Hub, 'db' | 'now'>,
  end: { readonly account: AccountId; readonly keep: string | null; readonly auditId: AuditId },
): Promise<void> {
  const { account, keep, auditId } = end
  const at = hub.now()
  await setSessionsFrom(hub.db, account, { from: at, keep })
  await sessionEnds.insert(hub.db, { account, keep, at })
  await raiseEpochsOf(hub, account, { auditId })
}
