import type { Kysely } from 'kysely'
import type { Instant } from '../../clock.ts'
import type { Ledger } from '../../db/schema.ts'
import type { AccountId } from '../../ids.ts'

export async function set(db: Kysely<Ledger>, account: AccountId, hash: string, at: Instant): Promise<void> {
  await db
    .insertInto('passwords')
    .values({ account, hash, set_at: at })
    .onConflict((conflict) => conflict.column('account').doUpdateSet({ hash, set_at: at }))
    .execute()
}

export async function remove(db: Kysely<Ledger>, account: AccountId): Promise<void> {
  await db.deleteFrom('passwords').where('account', '=', account).execute()
}

/** Null stands for an unknown account, for which the database looks just as long. */
export async function findHash(db: Kysely<Ledger>, account: AccountId | null): Promise<string | null> {
  const row = await db
    .selectFrom('passwords')
    .select('hash')
    .where('account', '=', account ?? NOBODY)
    .executeTakeFirst()
  return row?.hash ?? null
}

const NOBODY = '' as AccountId
