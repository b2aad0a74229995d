import { limitsFor } from '@lanyard/guard'
import { inTransaction } from '@lanyard/storage'
import { lockAccount } from '../accounts/lock-account.ts'
import { type Owner, permitOwn } from '../permits/permit.ts'
import type { Hub } from '../../hub.ts'
import { takeTry } from '../../records/limits/take-try.ts'
import { assertRoom } from './assert-room.ts'
import { type FirstCode, proveKey } from './prove-key.ts'
import { readFactorName } from './read-factor-name.ts'

/**
 * One more app for a person whose factors were given just now: its first code proves that it holds the key. The recovery
 * codes are new, too, and shown this once.
 *
 * @param request.name as its owner typed it; empty for none
 * @throws {Refusal} `login_required`, `proof_required`, `code_invalid`, `attempt_invalid` (no key was shown in this ceremony),
 *   `too_many_factors`, `name_invalid`, `too_many_attempts`
 */
export async function addAuthenticator(
  hub: Pick<Hub, 'db' | 'short' | 'config' | 'now'>,
  request: FirstCode & Omit<Owner, 'account'> & { readonly name: string },
): Promise<{ readonly recoveryCodes: readonly string[] }> {
  const name = readFactorName(request.name)
  await takeTry(hub, limitsFor('code', request.account.id, request.source))
  return inTransaction(hub, async (hub) => {
    const account = await lockAccount(hub.db, request.account.id)
    const may = await permitOwn(hub, 'authenticator.confirm', { ...request, account: account.id })
    await assertRoom(hub, account.id)
    return { recoveryCodes: await proveKey(hub, { ...request, account, name, may }) }
  })
}
