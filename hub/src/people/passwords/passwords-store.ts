import { mostExact, wordKeys } from '@lanyard/text'
import type { Kysely } from 'kysely'
import { toAccount } from '../accounts/account-row.ts'
import type { Account } from '../accounts/account.ts'
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

export async function findHash(db: Kysely<Ledger>, account: AccountId): Promise<string | null> {
  const row = await db.selectFrom('passwords').select('hash').where('account', '=', account).executeTakeFirst()
  return row?.hash ?? null
}

/** The account with that username today, and its hash; one statement, whatever of the two there is. */
export async function findByUsername(
  db: Kysely<Ledger>,
  username: string,
): Promise<{ readonly account: Account; readonly hash: string | null } | null> {
  const keys = wordKeys(username)
  const rows = await db
    .selectFrom('accounts')
    .leftJoin('passwords', 'passwords.account', 'accounts.id')
    .selectAll('accounts')
    .select('passwords.hash')
    .where('accounts.username_key', 'in', keys)
    .where('accounts.deleted_at', 'is', null)
    .execute()
  const row = mostExact(rows, keys, ({ username_key: key }) => key)
  return row ? { account: toAccount(row), hash: row.hash } : null
}
