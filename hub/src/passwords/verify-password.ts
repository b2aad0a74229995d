import type { Account } from '../accounts/account.ts'
import { findAccountByUsername } from '../accounts/find-account.ts'
import type { Hub } from '../hub.ts'
import { forgiveTries, limitsFor, takeTry } from '../limits/take-try.ts'
import { usernameKey } from '../names.ts'
import { Refusal } from '../refusal.ts'
import { isPassword } from './hash-password.ts'
import * as passwords from './passwords-store.ts'

/**
 * The first factor. One answer and one timing for a username that nobody has, an account without password and a wrong
 * password (T29).
 *
 * @param credentials.source where the try comes from: the client's address
 * @throws {Refusal} `credentials_invalid`, `too_many_attempts`
 */
export async function verifyPassword(
  hub: Pick<Hub, 'db' | 'short' | 'now'>,
  credentials: { readonly username: string; readonly password: string; readonly source: string },
): Promise<Account> {
  const limits = limitsFor('password', usernameKey(credentials.username), credentials.source)
  await takeTry(hub, limits)
  const account = await findAccountByUsername(hub, credentials.username)
  const hash = account === null ? null : await passwords.findHash(hub.db, account.id)
  const right = await isPassword(credentials.password, hash)
  if (account === null || !right) throw new Refusal('credentials_invalid')
  await forgiveTries(hub, limits)
  return account
}
