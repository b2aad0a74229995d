import { nameKey } from '@lanyard/text'
import { type Expression, type Kysely, type RawBuilder, sql, type SqlBool } from 'kysely'
import { inBatches } from '../delete-rows.ts'
import { inTransaction } from '../in-transaction.ts'
import { dialectOf } from '../open-database.ts'

/**
 * The columns by which rows with a `name` and an `email` are looked for and sorted. We fold their letters, because each
 * database does it in its own way. `keys_of` says what the keys were made of: a node of a version without keys writes a
 * row without them, or another name beside the old ones.
 *
 * The table's migration makes them, and the index by which unkeyed rows are found:
 *
 * ```sql
 * create index TABLE_unkeyed on TABLE (id) where (keys_of = name || ' ' || email) is not true;
 * ```
 */
export interface NameKeyColumns {
  name_key: string | null
  email_key: string | null
  keys_of: string | null
}

interface Named {
  readonly id: string
  readonly name: string
  readonly email: string
}

export function nameKeys({ name, email }: Omit<Named, 'id'>): { [Column in keyof NameKeyColumns]: string } {
  return { name_key: nameKey(name), email_key: nameKey(email), keys_of: `${name} ${email}` }
}

/** In the words of the index, or the databases would read the whole table. */
function isUnkeyed(table: string): RawBuilder<SqlBool> {
  const column = (name: string) => sql.ref(`${table}.${name}`)
  return sql`(${column('keys_of')} = ${column('name')} || ' ' || ${column('email')}) is not true`
}

/** For rows whose name or address the same transaction has changed, or holds. */
export async function setNameKeys<Schema>(db: Kysely<Schema>, table: string, rows: readonly Named[]): Promise<void> {
  if (rows.length === 0) return
  const values = rows.map((row) => {
    const { name_key: name, email_key: email, keys_of: of } = nameKeys(row)
    return sql`(${row.id}, ${name}, ${email}, ${of})`
  })
  await sql`update ${sql.table(table)} set name_key = column2, email_key = column3, keys_of = column4
    from (values ${sql.join(values)}) as keyed where ${sql.ref(`${table}.id`)} = column1`.execute(db)
}

/**
 * Keys the rows that have no keys of their own: all of them after an upgrade, and what nodes of a version without keys
 * write. A batch is a commit of its own, and waits for no row that another transaction holds.
 */
export async function keyNames<Schema>(
  host: { readonly db: Kysely<Schema> },
  table: string,
  signal?: AbortSignal,
): Promise<void> {
  await inBatches((most) => inTransaction(host, ({ db }) => keySome(db, table, most)), signal)
}

async function keySome<Schema>(db: Kysely<Schema>, table: string, most: number): Promise<bigint> {
  const lock = dialectOf(db) === 'postgres' ? sql`for no key update skip locked` : sql``
  const { rows } = await sql<Named>`select id, name, email from ${sql.table(table)}
    where ${isUnkeyed(table)} limit ${most} ${lock}`.execute(db)
  await setNameKeys(db, table, rows)
  return BigInt(rows.length)
}

/**
 * The conditions of which one holds for a row that a search means by its name or its address, in any case and composed in
 * any way. Rows that are not keyed yet are folded here.
 *
 * @param among the ids of the rows that are searched
 * @returns null where every row is meant
 */
export async function resembling<Schema>(
  db: Kysely<Schema>,
  table: string,
  { search, among }: { readonly search: string; readonly among: Expression<unknown> },
): Promise<RawBuilder<SqlBool>[] | null> {
  const key = nameKey(search)
  if (key === '') return null
  const { rows } = await sql<Named>`select id, name, email from ${sql.table(table)}
    where ${isUnkeyed(table)} and id in (${among})`.execute(db)
  const meant = rows.filter(({ name, email }) => [name, email].some((text) => nameKey(text).includes(key)))
  const keyed = (column: string) =>
    sql<SqlBool>`(not ${isUnkeyed(table)} and ${sql.ref(`${table}.${column}`)} ${isLike(key)})`
  const ids = sql.join(meant.map(({ id }) => id))
  const unkeyed = meant.length === 0 ? [] : [sql<SqlBool>`${sql.ref(`${table}.id`)} in (${ids})`]
  return [keyed('name_key'), keyed('email_key'), ...unkeyed]
}

/** That a text contains another, sign by sign: `column ${isLike('x')}`. */
export function isLike(part: string): RawBuilder<SqlBool> {
  return sql`like ${`%${part.replace(/[!%_]/g, '!$&')}%`} escape '!'`
}

/**
 * A text to sort by: byte by byte, as SQLite sorts. PostgreSQL otherwise sorts by the language that its database was made
 * with, and one list had another order on each. For keys, whose letters are folded already.
 */
export function inByteOrder<Schema>(db: Kysely<Schema>, text: Expression<unknown>): RawBuilder<string | null> {
  return dialectOf(db) === 'postgres' ? sql`(${text}) collate "C"` : sql`${text}`
}
