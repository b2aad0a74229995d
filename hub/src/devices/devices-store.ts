import type { Kysely, Selectable } from 'kysely'
import type { Instant } from '../clock.ts'
import type { Ledger } from '../db/schema.ts'
import type { AccountId } from '../ids.ts'

type Row = Selectable<Ledger['devices']>

/** Null stands for nobody, for whom the database looks just as long. */
export async function find(
  db: Kysely<Ledger>,
  idHash: string,
  account: AccountId | null,
  since: Instant,
): Promise<Row | null> {
  const row = await db
    .selectFrom('devices')
    .selectAll()
    .where('id_hash', '=', idHash)
    .where('account', '=', account ?? NOBODY)
    .where('last_seen_at', '>', since)
    .executeTakeFirst()
  return row ?? null
}

const NOBODY = '' as AccountId

export async function hasAny(db: Kysely<Ledger>, account: AccountId): Promise<boolean> {
  const row = await db
    .selectFrom('devices')
    .select('id_hash')
    .where('account', '=', account)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

export async function insert(db: Kysely<Ledger>, row: Row): Promise<void> {
  await db.insertInto('devices').values(row).execute()
}

/** Every other account that knows the browser under one name knows it under another from now on, and not under that one. */
export async function renameForOthers(
  db: Kysely<Ledger>,
  { from, to, account }: { readonly from: string; readonly to: string; readonly account: AccountId },
): Promise<void> {
  await db
    .updateTable('devices')
    .set({ id_hash: to })
    .where('id_hash', '=', from)
    .where('account', '<>', account)
    .execute()
}

export async function see(
  db: Kysely<Ledger>,
  { id_hash: idHash, account, user_agent, last_seen_at }: Omit<Row, 'first_seen_at'>,
): Promise<void> {
  await db
    .updateTable('devices')
    .set({ user_agent, last_seen_at })
    .where('id_hash', '=', idHash)
    .where('account', '=', account)
    .execute()
}

/** Takes out what was last seen before an instant, but for the newest of each account. */
export async function prune(db: Kysely<Ledger>, before: Instant): Promise<void> {
  await db
    .deleteFrom('devices')
    .where('last_seen_at', '<=', before)
    .where((where) =>
      where.exists(
        where
          .selectFrom('devices as newer')
          .select('newer.id_hash')
          .whereRef('newer.account', '=', 'devices.account')
          .whereRef('newer.last_seen_at', '>', 'devices.last_seen_at'),
      ),
    )
    .execute()
}

export async function removeOf(db: Kysely<Ledger>, account: AccountId): Promise<void> {
  await db.deleteFrom('devices').where('account', '=', account).execute()
}
