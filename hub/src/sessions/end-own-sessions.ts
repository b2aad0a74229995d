import { inTransaction } from '@lanyard/storage'
import { lockAccount } from '../accounts/lock-account.ts'
import type { Actor } from '../actor.ts'
import { recordAct } from '../audit/record-act.ts'
import type { Hub } from '../hub.ts'
import { type AccountId, newId } from '../ids.ts'
import { endAccountSessions } from './end-account-sessions.ts'

interface End {
  readonly account: AccountId
  readonly keep: string | null
  readonly by?: Actor
}

/**
 * A person, or the operator, ends every session of their account, but for the one that stays, if any: at the hub from this commit on, and at
 * every client, also one that is down (see `endAccountSessions`). Call `endDueSessions` after it.
 *
 * @param end.keep `uid` of the session that stays; null for none
 * @param end.by the operator; by default the person
 */
export async function endOwnSessions(
  hub: Pick<Hub, 'db' | 'now'>,
  { account, keep, by = `account:${account}` }: End,
): Promise<void> {
  await inTransaction(hub, async (hub) => {
    await lockAccount(hub.db, account)
    const auditId = newId('aud')
    await endAccountSessions(hub, { account, keep, auditId })
    await recordAct(hub, {
      auditId,
      organization: null,
      actor: by,
      action: keep === null ? 'session.end_all' : 'session.end_others',
      subject: account,
    })
  })
}
