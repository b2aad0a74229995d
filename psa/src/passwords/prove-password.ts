import type { UserId } from '../ids.ts'
import { passwordLimits } from '../limits/limit.ts'
import { forgetTries, giveTriesBack, takeTries } from '../limits/take-tries.ts'
import type { Psa } from '../psa.ts'
import { Refusal } from '../refusal.ts'
import { isPassword } from './password.ts'
import * as passwords from './password-store.ts'

export interface PasswordTry {
  /** What was typed to name the account; limits hold on it whether or not there is such an account. */
  readonly account: readonly string[]
  /** The account's user; null where there is none, which takes as long and answers the same (T29). */
  readonly user: UserId | null
  readonly password: string
  /** Where the request came from. */
  readonly source: string
}

/**
 * True where the password is right.
 *
 * @throws {Refusal} `too_many_attempts`
 */
export async function checkPassword(psa: Pick<Psa, 'db' | 'now'>, attempt: PasswordTry): Promise<boolean> {
  const limits = passwordLimits(attempt.account, attempt.source)
  await takeTries(psa, limits)
  const hash = attempt.user === null ? null : await passwords.findHash(psa.db, attempt.user)
  if (!(await isPassword(attempt.password, hash))) return false
  await giveTriesBack(psa, limits)
  await forgetTries(psa, [limits.accountFromSource])
  return true
}

/**
 * Somebody who is logged in proves the PSA password, before something that a stolen session must not do (T44).
 *
 * @throws {Refusal} `password_unset`, `password_wrong`, `too_many_attempts`
 */
export async function provePassword(
  psa: Pick<Psa, 'db' | 'now'>,
  { user, password, source }: { user: UserId; password: string; source: string },
): Promise<void> {
  if ((await passwords.findHash(psa.db, user)) === null) throw new Refusal('password_unset')
  if (!(await checkPassword(psa, { account: [user], user, password, source }))) throw new Refusal('password_wrong')
}
