import { inTransaction } from '@lanyard/storage'
import { recordAct } from '../../records/audit/record-act.ts'
import type { Hub } from '../../hub.ts'
import { newId } from '../../ids.ts'
import * as emailChanges from '../mailed-links/email-changes.ts'
import { type Owner, permitOwn } from '../permits/permit.ts'
import { lockAccount } from './lock-account.ts'

/**
 * The address stays, and the mailed link works no more. Where nothing is pending, nothing happens.
 *
 * @throws {Refusal} `login_required`
 */
export async function cancelEmailChange(hub: Pick<Hub, 'db' | 'now' | 'config'>, owner: Owner): Promise<void> {
  const { account } = owner
  await inTransaction(hub, async (hub) => {
    await lockAccount(hub.db, account)
    const may = await permitOwn(hub, 'account.cancel_email_change', owner)
    if (!(await emailChanges.endOpen(hub.db, [account], hub.now()))) return
    await recordAct(hub, {
      auditId: newId('aud'),
      organization: null,
      ...may,
      subject: account,
    })
  })
}
