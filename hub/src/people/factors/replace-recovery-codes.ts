import { inTransaction } from '@lanyard/storage'
import { lockAccount } from '../accounts/lock-account.ts'
import { type Owner, permitOwn } from '../permits/permit.ts'
import { recordAct } from '../../records/audit/record-act.ts'
import type { Hub } from '../../hub.ts'
import { newId } from '../../ids.ts'
import { queueNotice } from '../../records/notices/queue-notice.ts'
import { replaceCodes } from './recovery-codes.ts'

/**
 * Ten new recovery codes for a person whose factors were given just now; the former ones no longer work.
 *
 * @throws {Refusal} `login_required`, `proof_required`
 */
export async function replaceRecoveryCodes(
  hub: Pick<Hub, 'db' | 'config' | 'now'>,
  request: Owner,
): Promise<{ readonly recoveryCodes: readonly string[] }> {
  return inTransaction(hub, async (hub) => {
    const { id: account, email, username } = await lockAccount(hub.db, request.account)
    const may = await permitOwn(hub, 'recovery_codes.replace', request)
    const recoveryCodes = await replaceCodes(hub.db, account)
    await queueNotice(hub, email, { kind: 'recovery_codes_replaced', details: { username } })
    await recordAct(hub, {
      auditId: newId('aud'),
      organization: null,
      ...may,
      subject: account,
    })
    return { recoveryCodes }
  })
}
