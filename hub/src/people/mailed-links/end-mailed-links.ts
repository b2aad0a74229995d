import type { Kysely } from 'kysely'
import type { Instant } from '../../clock.ts'
import type { Ledger } from '../../db/schema.ts'
import type { AccountId } from '../../ids.ts'
import * as emailChanges from './email-changes.ts'
import * as resets from './password-resets.ts'

/**
 * Voids the links that were mailed to these accounts before. A person who took an account back is not undone by a link
 * that was requested while another had it (T11).
 */
export async function endMailedLinks(db: Kysely<Ledger>, accounts: readonly AccountId[], at: Instant): Promise<void> {
  await resets.endOpen(db, accounts, at)
  await emailChanges.endOpen(db, accounts, at)
}
