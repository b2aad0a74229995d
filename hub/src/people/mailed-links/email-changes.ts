import { deleteRows } from '@lanyard/storage'
import type { Kysely, Selectable } from 'kysely'
import type { Instant } from '../../clock.ts'
import type { Ledger } from '../../db/schema.ts'
import type { Hub } from '../../hub.ts'
import type { AccountId } from '../../ids.ts'
import { hashToken } from '../../secrets/hash-token.ts'

/** A new address that waits for its confirmation. */
export interface EmailChange {
  readonly account: AccountId
  readonly email: string
  readonly expiresAt: Instant
}

export async function insert(
  db: Kysely<Ledger>,
  { account, email, expiresAt }: EmailChange,
  { token, at }: { readonly token: string; readonly at: Instant },
): Promise<void> {
  await db
    .insertInto('email_changes')
    .values({
      token_hash: hashToken(token),
      account,
      email,
      created_at: at,
      expires_at: expiresAt,
      ended_at: null,
    })
    .execute()
}

export async function findOpen(db: Kysely<Ledger>, token: string, now: Instant): Promise<EmailChange | null> {
  const row = await db
    .selectFrom('email_changes')
    .selectAll()
    .where('token_hash', '=', hashToken(token))
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return row ? toEmailChange(row) : null
}

/** Compare-and-set: the link works once. */
export async function consume(db: Kysely<Ledger>, token: string, now: Instant): Promise<EmailChange | null> {
  const row = await db
    .updateTable('email_changes')
    .set({ ended_at: now })
    .where('token_hash', '=', hashToken(token))
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now)
    .returningAll()
    .executeTakeFirst()
  return row ? toEmailChange(row) : null
}

/** The new address that an account waits to have confirmed; null if there is none. */
export async function findPendingEmail(
  { db, now }: Pick<Hub, 'db' | 'now'>,
  account: AccountId,
): Promise<EmailChange | null> {
  const row = await db
    .selectFrom('email_changes')
    .selectAll()
    .where('account', '=', account)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now())
    .executeTakeFirst()
  return row ? toEmailChange(row) : null
}

/** @returns whether there was one that still worked */
export async function endOpen(db: Kysely<Ledger>, accounts: readonly AccountId[], now: Instant): Promise<boolean> {
  const rows = await db
    .updateTable('email_changes')
    .set({ ended_at: now })
    .where('account', 'in', accounts)
    .where('ended_at', 'is', null)
    .returning('expires_at')
    .execute()
  return rows.some((row) => row.expires_at > now)
}

/** The instants at which changes were asked for, since a given one, oldest first. */
export async function listAskedSince(db: Kysely<Ledger>, account: AccountId, since: Instant): Promise<Instant[]> {
  const rows = await db
    .selectFrom('email_changes')
    .select('created_at')
    .where('account', '=', account)
    .where('created_at', '>', since)
    .orderBy('created_at')
    .execute()
  return rows.map((row) => row.created_at)
}

/** Deletes links that stopped working a while ago; until then they count as requests. */
export async function pruneEmailChanges(
  { db, now, config }: Pick<Hub, 'db' | 'now' | 'config'>,
  signal?: AbortSignal,
): Promise<void> {
  const links = { from: 'email_changes', key: ['token_hash'] } as const
  const before = now() - config.lifetimes.session
  await deleteRows(db, { ...links, where: (row) => row('expires_at', '<', before) }, signal)
}

function toEmailChange({ account, email, expires_at: expiresAt }: Selectable<Ledger['email_changes']>): EmailChange {
  return { account, email, expiresAt }
}
