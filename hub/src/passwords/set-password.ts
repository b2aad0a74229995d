import { inTransaction } from '@lanyard/storage'
import type { Actor } from '../actor.ts'
import type { Account } from '../accounts/account.ts'
import { findAccountById } from '../accounts/find-account.ts'
import { recordAct } from '../audit/record-act.ts'
import type { Hub } from '../hub.ts'
import { newId } from '../ids.ts'
import type { AccountId } from '../ids.ts'
import { queueNotice } from '../notices/queue-notice.ts'
import { Refusal } from '../refusal.ts'
import { hashPassword } from './hash-password.ts'
import * as passwords from './passwords-store.ts'

/** Nothing else is asked of a password. */
export const SHORTEST_PASSWORD = 12

/** @throws {Refusal} `password_too_short` with `minimum` */
export async function readPassword(password: string): Promise<string> {
  if (password.length < SHORTEST_PASSWORD) throw new Refusal('password_too_short', { minimum: SHORTEST_PASSWORD })
  return hashPassword(password)
}

/**
 * Sets or changes an account's password. The second factor stays as it is (T35), and the person is told.
 *
 * @throws {Refusal} `password_too_short`, `credentials_invalid` (no such account)
 */
export async function setPassword(
  hub: Pick<Hub, 'db' | 'config' | 'now'>,
  request: { readonly account: AccountId; readonly password: string; readonly by: Actor },
): Promise<void> {
  const hash = await readPassword(request.password)
  await inTransaction(hub, async (hub) => {
    const account = await findAccountById(hub, request.account)
    if (account === null) throw new Refusal('credentials_invalid')
    await storePassword(hub, { account, hash, by: request.by })
  })
}

/** The part of {@link setPassword} that belongs into a transaction: hashing takes too long for one. */
export async function storePassword(
  hub: Pick<Hub, 'db' | 'config' | 'now'>,
  { account, hash, by }: { readonly account: Account; readonly hash: string; readonly by: Actor },
): Promise<void> {
  const hadOne = await hasPassword(hub, account.id)
  await passwords.set(hub.db, account.id, hash, hub.now())
  if (hadOne) {
    await queueNotice(hub, account.email, { kind: 'password_changed', details: { username: account.username } })
  }
  await recordAct(hub, {
    auditId: newId('aud'),
    organization: null,
    actor: by,
    action: 'password.set',
    subject: account.id,
  })
}

/** Has this person a password? One without comes in some other way. */
export async function hasPassword(hub: Pick<Hub, 'db'>, account: AccountId): Promise<boolean> {
  return (await passwords.findHash(hub.db, account)) !== null
}
