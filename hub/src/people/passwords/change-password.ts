import { isPassword, limitsFor } from '@lanyard/guard'
import { inTransaction } from '@lanyard/storage'
import { wordKey } from '@lanyard/text'
import type { Account } from '../accounts/account.ts'
import { lockAccount } from '../accounts/lock-account.ts'
import { permitOwn } from '../permits/permit.ts'
import type { Instant } from '../../clock.ts'
import { sourceOfTry } from '../devices/source-of-try.ts'
import type { Hub } from '../../hub.ts'
import { Refusal } from '../../refusal.ts'
import { placesOf } from './places-of.ts'
import * as passwords from './passwords-store.ts'
import { readPassword } from './read-password.ts'
import { replacePassword } from './replace-password.ts'
import { refuseIfBusy, tryPassword } from './try-password.ts'

export interface PasswordChange {
  readonly account: Account
  /** `uid` of the session in which the person acts; it goes on. */
  readonly session: string
  /** When that session gave both factors. */
  readonly provenAt: Instant
  /** Not looked at where the account has no password yet. */
  readonly current: string
  readonly next: string
  /** As for `readPassword`. */
  readonly places: readonly string[]
  readonly source: string
  readonly device: string | null
}

/**
 * A person changes their own password, or sets a first one beside their passkeys. Every other session of theirs ends.
 *
 * @throws {Refusal} `login_required`, `proof_required`, `password_wrong` (not the current one, or it changed meanwhile),
 *   `password_unchanged`,
 *   `too_many_attempts`, and those of `readPassword`
 */
export async function changePassword(
  hub: Pick<Hub, 'db' | 'short' | 'config' | 'now'>,
  change: PasswordChange,
): Promise<void> {
  const own = { ...change, account: change.account.id }
  // Before a password is tried, and again under the lock.
  await permitOwn(hub, 'password.change', own)
  const proven = await proveCurrent(hub, change)
  if (proven !== null && (await refuseIfBusy(() => isPassword(change.next, proven, 'known')))) {
    throw new Refusal('password_unchanged')
  }
  const hash = await readPassword(change.next, {
    ...change.account,
    places: [...change.places, ...(await placesOf(hub, change.account.id))],
  })
  await inTransaction(hub, async (hub) => {
    const account = await lockAccount(hub.db, change.account.id)
    const act = await permitOwn(hub, 'password.change', own)
    if ((await passwords.findHash(hub.db, account.id)) !== proven) throw new Refusal('password_wrong')
    await replacePassword(hub, {
      account,
      hash,
      keep: change.session,
      act,
    })
  })
}

/** @returns the hash of the password that was proved; null where there is none */
async function proveCurrent(hub: Pick<Hub, 'db' | 'short' | 'now'>, change: PasswordChange): Promise<string | null> {
  const { account, current, device, source } = change
  const hash = await passwords.findHash(hub.db, account.id)
  if (hash === null) return null
  const counted = await sourceOfTry(hub, { account: account.id, device, source })
  const limits = limitsFor('password', wordKey(account.username), counted)
  const attempt = { limits, password: current, findHash: async () => hash }
  if (!(await tryPassword(hub, attempt))) throw new Refusal('password_wrong')
  return hash
}
