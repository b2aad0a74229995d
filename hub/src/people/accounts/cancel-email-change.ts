import { inTransaction } from '@lanyard/storage'
import { recordAct } from '../../records/audit/record-act.ts'
import type { Hub } from '../../hub.ts'
import { type AccountId, newId } from '../../ids.ts'
import * as emailChanges from '../mailed-links/email-changes.ts'
import { lockAccount } from './lock-account.ts'

/** The address stays, and the mailed link works no more. Where nothing is pending, nothing happens. */
export async function cancelEmailChange(hub: Pick<Hub, 'db' | 'now'>, account: AccountId): Promise<void> {
  await inTransaction(hub, async (hub) => {
    await lockAccount(hub.db, account)
    if (!(await emailChanges.endOpen(hub.db, [account], hub.now()))) return
    await recordAct(hub, {
      auditId: newId('aud'),
      organization: null,
      actor: `account:${account}`,
      action: 'account.cancel_email_change',
      subject: account,
    })
  })
}
