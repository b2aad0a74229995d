import { forgiveAccount } from '@lanyard/guard'
import { inTransaction } from '@lanyard/storage'
import { wordKey } from '@lanyard/text'
import type { Kysely } from 'kysely'
import type { ActorOf } from '../../records/acts/actor-of.ts'
import type { Account } from '../accounts/account.ts'
import { findAccountById } from '../accounts/find-account.ts'
import { lockAccount } from '../accounts/lock-account.ts'
import { recordAct } from '../../records/audit/record-act.ts'
import type { Ledger } from '../../db/schema.ts'
import type { Hub } from '../../hub.ts'
import { newId } from '../../ids.ts'
import type { AccountId } from '../../ids.ts'
import { countersOf } from '../../records/limits/take-try.ts'
import { Refusal } from '../../refusal.ts'
import { placesOf } from './places-of.ts'
import * as passwords from './passwords-store.ts'
import { readPassword } from './read-password.ts'
import { replacePassword } from './replace-password.ts'

/**
 * Gives an account a password, for the operator. Where it had one, every session of the account ends and the person is
 * told. The second factor stays as it is (T35). Tries at the password that were counted against the account are forgiven.
 *
 * @throws {Refusal} `credentials_invalid` (no such account), and those of `readPassword`
 */
export async function setPassword(
  hub: Pick<Hub, 'db' | 'short' | 'config' | 'now'>,
  request: { readonly account: AccountId; readonly password: string; readonly by: ActorOf<'password.set'> },
): Promise<void> {
  const { by } = request
  const owner = await findAccountById(hub, request.account)
  if (owner === null) throw new Refusal('credentials_invalid')
  const hash = await readPassword(request.password, { ...owner, places: await placesOf(hub, owner.id) })
  await inTransaction(hub, async (hub) => {
    const account = await lockAccount(hub.db, owner.id)
    if (await hasPassword(hub, account.id)) {
      await replacePassword(hub, { account, hash, keep: null, act: { actor: by, action: 'password.set' } })
    } else {
      await storePassword(hub, { account, hash, by })
    }
  })
  await forgiveAccount(countersOf(hub), 'password', wordKey(owner.username))
}

/** An account's first password, in the caller's transaction: hashing takes too long for one. */
export async function storePassword(
  hub: Pick<Hub, 'db' | 'now'>,
  { account, hash, by }: { readonly account: Account; readonly hash: string; readonly by: ActorOf<'password.set'> },
): Promise<void> {
  await passwords.set(hub.db, account.id, hash, hub.now())
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

/** No one logs in to the account by a password any more, in the caller's transaction. */
export async function removePassword(db: Kysely<Ledger>, account: AccountId): Promise<void> {
  await passwords.remove(db, account)
}
