import type { Kysely } from 'kysely'
import type { Instant } from '../../clock.ts'
import type { Ledger } from '../../db/schema.ts'
import type { AccountId } from '../../ids.ts'
import * as accounts from './accounts-store.ts'

/** Another person took the account's second factor away, in the commit of the caller; nothing is linked until then. */
export async function noteFactorReset(
  db: Kysely<Ledger>,
  account: AccountId,
  { at, linkingPausedUntil }: { readonly at: Instant; readonly linkingPausedUntil: Instant },
): Promise<void> {
  await accounts.update(db, account, { second_factor_reset_at: at, linking_paused_until: linkingPausedUntil })
}
