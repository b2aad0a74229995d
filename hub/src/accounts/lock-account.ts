import type { Kysely } from 'kysely'
import type { Ledger } from '../db/schema.ts'
import type { AccountId } from '../ids.ts'
import { Refusal } from '../refusal.ts'
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
