import type { Kysely } from 'kysely'
import type { Ledger } from '../../db/schema.ts'
import type { AccountId } from '../../ids.ts'
import * as passwords from './passwords-store.ts'

/** No one logs in to the account by a password any more, in the caller's transaction. */
export async function removePassword(db: Kysely<Ledger>, account: AccountId): Promise<void> {
  await passwords.remove(db, account)
}
