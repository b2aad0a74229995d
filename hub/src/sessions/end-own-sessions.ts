import { inTransaction } from '@lanyard/storage'
import { lockAccount } from '../accounts/lock-account.ts'
import { recordAct } from '../audit/record-act.ts'
import type { Hub } from '../hub.ts'
import { type AccountId, newId } from '../ids.ts'
import { endAccountSessions } from './end-account-sessions.ts'

/**
 * A person ends every session of their account, but for the one that stays, if any: at the hub from this commit on, and at
 * every client, also one that is down (see `endAccountSessions`). Call `endDueSessions` after it.
 *
 * @param end.keep `uid` of the session that stays; null for none
 */
export async function endOwnSessions(
  hub: Pick<Hub, 'db' | 'now'>,
  { account, keep }: { readonly account: AccountId; readonly keep: string | null },
): Promise<void> {
  await inTransaction(hub, async (hub) => {
    await lockAccount(hub.db, account)
    const auditId = newId('aud')
    await endAccountSessions(hub, { account, keep, auditId })
    await recordAct(hub, {
      auditId,
      organization: null,
      actor: `account:${account}`,
      action: keep === null ? 'session.end_all' : 'session.end_others',
      subject: account,
    })
  })
}
