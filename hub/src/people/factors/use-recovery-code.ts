import { forgiveTries, limitsFor } from '@lanyard/guard'
import { inTransaction } from '@lanyard/storage'
import type { Account } from '../accounts/account.ts'
import { recordAct } from '../../records/audit/record-act.ts'
import type { Hub } from '../../hub.ts'
import { newId } from '../../ids.ts'
import { countersOf, takeTry } from '../../records/limits/take-try.ts'
import { queueNotice } from '../../records/notices/queue-notice.ts'
import { Refusal } from '../../refusal.ts'
import { countUnused, takeCode } from './recovery-codes.ts'

/**
 * A recovery code in place of a code from the app; each works once, and the person is told.
 *
 * @returns how many are left
 * @throws {Refusal} `code_invalid`, `too_many_attempts`
 */
export async function useRecoveryCode(
  hub: Pick<Hub, 'db' | 'short' | 'config' | 'now'>,
  proof: { readonly account: Account; readonly code: string; readonly source: string },
): Promise<{ readonly left: number }> {
  const { account, code } = proof
  const limits = limitsFor('code', account.id, proof.source)
  await takeTry(hub, limits)
  const left = await inTransaction(hub, async (hub) => {
    if (!(await takeCode(hub.db, account.id, code, hub.now()))) {
      throw new Refusal('code_invalid', { factor: 'recovery' })
    }
    const left = await countUnused(hub.db, account.id)
    const details = { username: account.username, left }
    await queueNotice(hub, account.email, { kind: 'recovery_code_used', details })
    await recordAct(hub, {
      auditId: newId('aud'),
      organization: null,
      actor: `account:${account.id}`,
      action: 'recovery_code.use',
      subject: account.id,
      details: { left },
    })
    return left
  })
  await forgiveTries(countersOf(hub), limits)
  return { left }
}
