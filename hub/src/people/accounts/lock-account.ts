import type { Kysely } from 'kysely'
import type { Ledger } from '../../db/schema.ts'
import type { AccountId } from '../../ids.ts'
import { Refusal } from '../../refusal.ts'
import type { Account } from './account.ts'
import * as accounts from './accounts-store.ts'

/**
 * Makes those who change an account's factors, password or address take turns until their commit: two who each remove
 * "another" factor would leave none. It comes before the locks of organizations.
 *
 * @throws {Refusal} `credentials_invalid`: there is no such account
 */
export async function lockAccount(db: Kysely<Ledger>, id: AccountId): Promise<Account> {
  const account = await accounts.lock(db, id)
  if (account === null) throw new Refusal('credentials_invalid')
  return account
}

/**
 * The same for many, who need not be there: of two commits that each end one of an account's last two places, the second
 * sees what the first did. It comes before the locks of organizations, too.
 */
export async function lockAccounts(db: Kysely<Ledger>, ids: readonly AccountId[]): Promise<void> {
  await accounts.lockAll(db, ids)
}

/**
 * An account whose factors, and what follows from a reset of them, stay as they are read until the commit that relies on
 * them; any number may hold it at once. It comes before the locks of organizations and members, too.
 *
 * @throws {Refusal} `credentials_invalid`: there is no such account
 */
export async function holdAccount(db: Kysely<Ledger>, id: AccountId): Promise<Account> {
  const account = await accounts.findAndHold(db, id)
  if (account === null) throw new Refusal('credentials_invalid')
  return account
}
