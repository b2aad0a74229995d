import type { Kysely } from 'kysely'
import type { Ledger } from '../../db/schema.ts'
import type { AccountId } from '../../ids.ts'
import * as accounts from './accounts-store.ts'

/** The account has a second factor again, in the commit of the caller. */
export async function endSecondFactorReset(db: Kysely<Ledger>, account: AccountId): Promise<void> {
  await accounts.update(db, account, { second_factor_reset_at: null })
}
