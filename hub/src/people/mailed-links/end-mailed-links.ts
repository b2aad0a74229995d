import type { Kysely } from 'kysely'
import { endEmailChanges } from '../accounts/end-email-changes.ts'
import type { Instant } from '../../clock.ts'
import type { Ledger } from '../../db/schema.ts'
import type { AccountId } from '../../ids.ts'
import * as resets from './password-resets.ts'

/**
 * Mailed links that were sent before open nothing any more: an owner who took an account back is not undone by one that was
 * asked for while it was another person's (T11).
 */
export async function endMailedLinks(db: Kysely<Ledger>, accounts: readonly AccountId[], at: Instant): Promise<void> {
  await resets.endOpen(db, accounts, at)
  await endEmailChanges(db, accounts, at)
}
