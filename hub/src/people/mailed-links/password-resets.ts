import { deleteRows } from '@lanyard/storage'
import type { Kysely } from 'kysely'
import { HOUR, type Instant } from '../../clock.ts'
import type { Ledger } from '../../db/schema.ts'
import type { Hub } from '../../hub.ts'
import type { AccountId } from '../../ids.ts'
import { hashToken } from '../../secrets/hash-token.ts'

export async function insert(
  db: Kysely<Ledger>,
  reset: {
    readonly token: string
    readonly account: AccountId
    readonly at: Instant
    readonly expiresAt: Instant
    /** False for a mail whose link no one was given: it counts as one that was sent. */
    readonly opens: boolean
  },
): Promise<void> {
  const { token, account, at, expiresAt, opens } = reset
  await db
    .insertInto('password_resets')
    .values({
      token_hash: hashToken(token),
      account,
      created_at: at,
      expires_at: expiresAt,
      ended_at: opens ? null : at,
    })
    .execute()
}

export async function countSince(db: Kysely<Ledger>, account: AccountId, since: Instant): Promise<number> {
  const { count } = await db
    .selectFrom('password_resets')
    .select(({ fn }) => fn.countAll().as('count'))
    .where('account', '=', account)
    .where('created_at', '>', since)
    .executeTakeFirstOrThrow()
  return Number(count)
}

export async function findOpen(db: Kysely<Ledger>, token: string, now: Instant): Promise<AccountId | null> {
  const row = await db
    .selectFrom('password_resets')
    .select('account')
    .where('token_hash', '=', hashToken(token))
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return row?.account ?? null
}

/** Compare-and-set: the link works once. */
export async function consume(db: Kysely<Ledger>, token: string, now: Instant): Promise<boolean> {
  const row = await db
    .updateTable('password_resets')
    .set({ ended_at: now })
    .where('token_hash', '=', hashToken(token))
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now)
    .returning('account')
    .executeTakeFirst()
  return row !== undefined
}

export async function endOpen(db: Kysely<Ledger>, accounts: readonly AccountId[], at: Instant): Promise<void> {
  await db
    .updateTable('password_resets')
    .set({ ended_at: at })
    .where('account', 'in', accounts)
    .where('ended_at', 'is', null)
    .execute()
}

/** Deletes links that have expired, once they no longer count as mails of the last hour either. */
export async function prunePasswordResets({ db, now }: Pick<Hub, 'db' | 'now'>, signal?: AbortSignal): Promise<void> {
  const links = { from: 'password_resets', key: ['token_hash'] } as const
  const before = now() - HOUR
  await deleteRows(db, { ...links, where: (row) => row('expires_at', '<=', before) }, signal)
}
