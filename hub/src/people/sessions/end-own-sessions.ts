import { inTransaction } from '@lanyard/storage'
import { lockAccount } from '../accounts/lock-account.ts'
import { recordAct } from '../../records/audit/record-act.ts'
import type { Hub } from '../../hub.ts'
import { type AccountId, newId } from '../../ids.ts'
import { endAccountSessions } from './end-account-sessions.ts'

interface End {
  readonly account: AccountId
  readonly keep: string | null
  readonly by?: `operator:${string}`
}

/**
 * A person, or the operator, ends every session of an account, but for the one that stays, if any: at the hub from this
 * commit on, and at every client, also one that is down (see `endAccountSessions`). Call `endDueSessions` after it.
 *
 * @param end.keep `uid` of the session that stays; null for none
 * @param end.by the operator; by default the person
 */
export async function endOwnSessions(hub: Pick<Hub, 'db' | 'now'>, { account, keep, by }: End): Promise<void> {
  await inTransaction(hub, async (hub) => {
    await lockAccount(hub.db, account)
    const auditId = newId('aud')
    await endAccountSessions(hub, { account, keep, auditId })
    const own = `account:${account}` as const
    const about = { auditId, organization: null, subject: account } as const
    await recordAct(
      hub,
      keep === null
        ? { ...about, actor: by ?? own, action: 'session.end_all' }
        : { ...about, actor: own, action: 'session.end_others' },
    )
  })
}
