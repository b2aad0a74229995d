import { namedTable, nameKeys, setKeys } from '@lanyard/storage/name-keys'
import { mostExact, wordKey, wordKeys } from '@lanyard/text'
import { partsOf } from '@lanyard/storage'
import { type Kysely, sql, type Updateable } from 'kysely'
import { locksRows } from '../../db/locks-rows.ts'
import type { Ledger } from '../../db/schema.ts'
import type { AccountId } from '../../ids.ts'
import { toAccount } from './account-row.ts'
import type { Account } from './account.ts'

/** @returns null when the username is taken */
export async function insert(
  db: Kysely<Ledger>,
  account: Pick<Account, 'id' | 'username' | 'name' | 'email' | 'emailVerifiedAt' | 'createdAt'>,
): Promise<Account | null> {
  const row = await db
    .insertInto('accounts')
    .values({
      id: account.id,
      username: account.username,
      username_key: wordKey(account.username),
      name: account.name,
      email: account.email,
      ...nameKeys(account),
      email_verified_at: account.emailVerifiedAt,
      created_at: account.createdAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst()
  return row ? toAccount(row) : null
}

export async function update(
  db: Kysely<Ledger>,
  id: AccountId,
  change: Updateable<Ledger['accounts']>,
): Promise<Account | null> {
  const row = await db.updateTable('accounts').set(change).where('id', '=', id).returningAll().executeTakeFirst()
  if (row === undefined) return null
  if (change.name !== undefined || change.email !== undefined) await setKeys(db, namedTable('accounts'), [row])
  return toAccount(row)
}

const present = (db: Kysely<Ledger>) => db.selectFrom('accounts').selectAll().where('deleted_at', 'is', null)

export async function find(db: Kysely<Ledger>, id: AccountId): Promise<Account | null> {
  const row = await present(db).where('id', '=', id).executeTakeFirst()
  return row ? toAccount(row) : null
}

export async function findByUsername(db: Kysely<Ledger>, username: string): Promise<Account | null> {
  const keys = wordKeys(username)
  const rows = await present(db).where('username_key', 'in', keys).execute()
  const row = mostExact(rows, keys, ({ username_key: key }) => key)
  return row ? toAccount(row) : null
}

/** The row stays as it is read, and other transactions that want to lock it wait, until the commit. */
export async function lock(db: Kysely<Ledger>, id: AccountId): Promise<Account | null> {
  const row = await present(db)
    .where('id', '=', id)
    .$if(locksRows(db), (query) => query.forNoKeyUpdate())
    .executeTakeFirst()
  return row ? toAccount(row) : null
}

/** Rows that one statement locks. */
const BATCH = 500

/** The same of many, in the order of their ids: two who do so at once never wait for each other. */
export async function lockAll(db: Kysely<Ledger>, ids: readonly AccountId[]): Promise<void> {
  if (!locksRows(db)) return
  // As JavaScript sorts them, whatever the database's language is.
  const inOrder = sql`id collate "C"`
  for (const part of partsOf([...ids].sort(), BATCH))
    await db.selectFrom('accounts').select('id').where('id', 'in', part).orderBy(inOrder).forNoKeyUpdate().execute()
}

/** The row stays as it is read until the commit. */
export async function findAndHold(db: Kysely<Ledger>, id: AccountId): Promise<Account | null> {
  const row = await present(db)
    .where('id', '=', id)
    .$if(locksRows(db), (query) => query.forShare())
    .executeTakeFirst()
  return row ? toAccount(row) : null
}

/** Oldest first; without ids, everyone. */
export async function list(db: Kysely<Ledger>, ids?: readonly AccountId[]): Promise<Account[]> {
  if (ids?.length === 0) return []
  const rows = await present(db)
    .$if(ids !== undefined, (query) => query.where('id', 'in', ids ?? []))
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  return rows.map(toAccount)
}
