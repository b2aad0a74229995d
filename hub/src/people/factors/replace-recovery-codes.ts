import { inTransaction } from '@lanyard/storage'
import { lockAccount } from '../accounts/lock-account.ts'
import { permitOwn } from '../permits/permit.ts'
import { recordAct } from '../../records/audit/record-act.ts'
import type { Instant } from '../../clock.ts'
import type { Hub } from '../../hub.ts'
import { type AccountId, newId } from '../../ids.ts'
import { queueNotice } from '../../records/notices/queue-notice.ts'
import { replaceCodes } from './recovery-codes.ts'

/**
 * Ten new recovery codes for a person whose factors were given just now; the former ones no longer work.
 *
 * @throws {Refusal} `proof_required`
 */
export async function replaceRecoveryCodes(
  hub: Pick<Hub, 'db' | 'config' | 'now'>,
  request: { readonly account: AccountId; readonly provenAt: Instant },
): Promise<{ readonly recoveryCodes: readonly string[] }> {
  const may = permitOwn(hub, 'recovery_codes.replace', request)
  return inTransaction(hub, async (hub) => {
    const { id: account, email, username } = await lockAccount(hub.db, request.account)
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
