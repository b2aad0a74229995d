import type { Account } from '../accounts/account.ts'
import type { Permit } from '../../records/acts/guarded-act.ts'
import type { Hub } from '../../hub.ts'
import { Refusal } from '../../refusal.ts'
import * as authenticators from './authenticators-store.ts'
import { stepsOf } from './one-time-codes.ts'
import { welcomeFactor } from './welcome-factor.ts'

export interface FirstCode {
  readonly account: Account
  readonly ceremony: string
  readonly code: string
  /** Where the try comes from: the client's address. */
  readonly source: string
}

/**
 * A first code proves that the app holds the key that was shown; the code counts as used. Inside a transaction that holds
 * the account's lock.
 *
 * @returns ten new recovery codes
 * @throws {Refusal} `code_invalid`, `attempt_invalid` (no key was shown in this ceremony)
 */
export async function proveKey(
  hub: Pick<Hub, 'db' | 'config' | 'now'>,
  {
    account,
    ceremony,
    code,
    name,
    may,
  }: FirstCode & {
    readonly name: string | null
    readonly may: Permit<'authenticator.confirm'>
  },
): Promise<readonly string[]> {
  const authenticator = await authenticators.findPending(hub, account.id, ceremony)
  if (authenticator === null) throw new Refusal('attempt_invalid')
  const at = hub.now()
  const step = stepsOf(authenticator.secret, code, at).at(-1)
  if (step === undefined) throw new Refusal('code_invalid')
  if (!(await authenticators.confirm(hub.db, authenticator, { name, step, at }))) throw new Refusal('attempt_invalid')
  return welcomeFactor(hub, { account, factor: authenticator.id, may })
}
