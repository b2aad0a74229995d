import type { Kysely } from 'kysely'
import type { Instant } from '../../clock.ts'
import type { Ledger } from '../../db/schema.ts'
import type { Hub } from '../../hub.ts'
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

/** Another person took the account's second factor away, in the commit of the caller; nothing is linked until then. */
export async function noteFactorReset(
  db: Kysely<Ledger>,
  account: AccountId,
  { at, linkingPausedUntil }: { readonly at: Instant; readonly linkingPausedUntil: Instant },
): Promise<void> {
  await accounts.update(db, account, { second_factor_reset_at: at, linking_paused_until: linkingPausedUntil })
}

/** The account has a second factor again, in the commit of the caller. */
export async function endSecondFactorReset(db: Kysely<Ledger>, account: AccountId): Promise<void> {
  await accounts.update(db, account, { second_factor_reset_at: null })
}

/**
 * Deletes everything of an account but its id, which becomes its username, so that the row stays whole and the name is free.
 * Its key has a space, as no username has, so that it is never another person's.
 * What the account opens and holds is the caller's to end in the same commit.
 */
export async function eraseAccountData({ db, now }: Pick<Hub, 'db' | 'now'>, account: AccountId): Promise<void> {
  const erased = { username: account, username_key: `deleted ${account}`, name: '', email: '', email_verified_at: null }
  await accounts.update(db, account, { ...erased, language: null, deleted_at: now() })
}
