import { limitsFor } from '@lanyard/guard'
import { inTransaction } from '@lanyard/storage'
import { lockAccount } from '../accounts/lock-account.ts'
import { permitOwn } from '../permits/permit.ts'
import type { Instant } from '../../clock.ts'
import type { Hub } from '../../hub.ts'
import { takeTry } from '../../records/limits/take-try.ts'
import { Refusal } from '../../refusal.ts'
import { hasSecondFactor } from './list-factors.ts'
import { type FirstCode, proveKey } from './prove-key.ts'

/**
 * A first code proves that the app holds the key: from now on the account has its second factor, and ten recovery codes,
 * which are shown this once. The code itself counts as used.
 *
 * @param proof.since when the password was given; an end of the account's sessions since has ended the login (T9)
 * @throws {Refusal} `code_invalid`, `already_enrolled`, `attempt_invalid` (no key was shown in this ceremony, or the login
 *   has ended), `too_many_attempts`
 */
export async function confirmEnrolment(
  hub: Pick<Hub, 'db' | 'short' | 'config' | 'now'>,
  proof: FirstCode & { readonly since: Instant },
): Promise<{ readonly recoveryCodes: readonly string[] }> {
  await takeTry(hub, limitsFor('code', proof.account.id, proof.source))
  return inTransaction(hub, async (hub) => {
    const account = await lockAccount(hub.db, proof.account.id)
    if (proof.since < (account.sessionsFrom ?? 0)) throw new Refusal('attempt_invalid')
    if (await hasSecondFactor(hub, account.id)) throw new Refusal('already_enrolled')
    // A7: the password was given in this very login, and there is no second factor yet that could be asked for.
    const own = { account: account.id, session: null, provenAt: hub.now() }
    const may = await permitOwn(hub, 'authenticator.confirm', own)
    return { recoveryCodes: await proveKey(hub, { ...proof, account, name: null, may }) }
  })
}
