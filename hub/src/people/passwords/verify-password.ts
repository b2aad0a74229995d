import { limitsFor } from '@lanyard/guard'
import { wordKey } from '@lanyard/text'
import type { Account } from '../accounts/account.ts'
import { sourceOfTry } from '../devices/source-of-try.ts'
import type { Hub } from '../../hub.ts'
import { Refusal } from '../../refusal.ts'
import * as passwords from './passwords-store.ts'
import { tryPassword } from './try-password.ts'

/**
 * The first factor. One answer and one timing for an unknown username, an account without password and a wrong
 * password (T29), whatever the browser is known to.
 *
 * @param credentials.source the place that the try comes from
 * @param credentials.device value of the browser's cookie
 * @throws {Refusal} `credentials_invalid`, `too_many_attempts`, `too_busy`
 */
export async function verifyPassword(
  hub: Pick<Hub, 'db' | 'short' | 'now'>,
  credentials: {
    readonly username: string
    readonly password: string
    readonly source: string
    readonly device?: string | null
  },
): Promise<Account> {
  const { username, source, device = null } = credentials
  const found = await passwords.findByUsername(hub.db, username)
  const account = found?.account ?? null
  const counted = await sourceOfTry(hub, { account: account?.id ?? null, device, source })
  const limits = limitsFor('password', wordKey(username), counted)
  const findHash = async () => found?.hash ?? null
  const isRight = await tryPassword(hub, { limits, password: credentials.password, findHash })
  if (account === null || !isRight) throw new Refusal('credentials_invalid')
  return account
}
