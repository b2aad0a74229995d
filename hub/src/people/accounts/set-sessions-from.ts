import type { Kysely } from 'kysely'
import type { Instant } from '../../clock.ts'
import type { Ledger } from '../../db/schema.ts'
import type { AccountId } from '../../ids.ts'
import * as accounts from './accounts-store.ts'

/** Hub sessions of before `from` are over, in the commit of the caller, but for `keep`. */
export async function setSessionsFrom(
  db: Kysely<Ledger>,
  account: AccountId,
  { from, keep }: { readonly from: Instant; readonly keep: string | null },
): Promise<void> {
  await accounts.update(db, account, { sessions_from: from, kept_session: keep })
}
