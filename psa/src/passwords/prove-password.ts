import * as guard from '@lanyard/guard'
import { type Origin, sourceOfTry } from '../browsers/browsers.ts'
import type { UserId } from '../ids.ts'
import { countersOf } from '../limits/take-try.ts'
import type { Psa } from '../psa.ts'
import { Refusal } from '../refusal.ts'
import { normalize } from './password.ts'
import * as passwords from './password-store.ts'

export interface PasswordTry extends Origin {
  /** What was typed to name the account; limits hold on it where there is no such account. */
  readonly account: readonly string[]
  /** The account's user; null where there is none, which takes as long and answers the same (T29). */
  readonly user: UserId | null
  readonly password: string
}

/**
 * @returns the hash that the password is of; null where it is not the person's. What begins by it says in its commit
 * whether it is the person's still ({@link isPasswordOf}).
 * @throws {Refusal} `too_many_attempts`, `too_busy`
 */
export async function checkPassword(psa: Pick<Psa, 'db' | 'now'>, attempt: PasswordTry): Promise<string | null> {
  const { user, account } = attempt
  const limits = guard.limitsFor('password', accountOf(user, account), await sourceOfTry(psa, user, attempt))
  let hash: string | null = null
  const findHash = async () => (hash = await passwords.findHash(psa.db, user))
  const tried = await guard.tryPassword(countersOf(psa), { limits, password: normalize(attempt.password), findHash })
  if (tried.outcome === 'limited') throw new Refusal('too_many_attempts', { seconds: tried.seconds })
  if (tried.outcome === 'busy') throw new Refusal('too_busy', { seconds: tried.seconds })
  return tried.outcome === 'right' ? hash : null
}

/** Is the password that was checked the person's still? It may have been changed since, which ended what it opened (T9). */
export async function isPasswordOf(psa: Pick<Psa, 'db'>, user: UserId, hash: string): Promise<boolean> {
  return (await passwords.findHash(psa.db, user)) === hash
}

/** One account's tries count together, however it is named and wherever its password is asked for. */
function accountOf(user: UserId | null, typed: readonly string[]): string {
  return user ?? JSON.stringify(typed)
}

/** The person has shown that they own the account: what was counted against it from there is forgiven. */
export async function forgivePasswordTries(psa: Pick<Psa, 'db' | 'now'>, user: UserId, origin: Origin): Promise<void> {
  for (const source of new Set([origin.source, await sourceOfTry(psa, user, origin)])) {
    await guard.forgiveTries(countersOf(psa), guard.limitsFor('password', user, source))
  }
}

/**
 * A logged-in user proves the PSA password, before something that a stolen session must not do (T44).
 *
 * @throws {Refusal} `password_unset`, `password_wrong`, `too_many_attempts`, `too_busy`
 */
export async function provePassword(
  psa: Pick<Psa, 'db' | 'now'>,
  { user, ...attempt }: { readonly user: UserId; readonly password: string } & Origin,
): Promise<void> {
  if ((await passwords.findHash(psa.db, user)) === null) throw new Refusal('password_unset')
  if ((await checkPassword(psa, { account: [], user, ...attempt })) === null) throw new Refusal('password_wrong')
}
