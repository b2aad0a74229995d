import type { Kysely } from 'kysely'
import type { Instant } from '../../clock.ts'
import type { Ledger } from '../../db/schema.ts'
import type { AccountId } from '../../ids.ts'
import * as emailChanges from '../mailed-links/email-changes.ts'

/**
 * No link that confirms a new address of one of the accounts, and was sent before, works any more (T11).
 *
 * @returns whether one did
 */
export async function endEmailChanges(
  db: Kysely<Ledger>,
  accounts: readonly AccountId[],
  at: Instant,
): Promise<boolean> {
  return emailChanges.endOpen(db, accounts, at)
}
