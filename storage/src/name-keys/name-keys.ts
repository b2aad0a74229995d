import { nameKey } from '@lanyard/text'
import { type Expression, type Kysely, type RawBuilder, sql, type SqlBool } from 'kysely'
import { inBatches } from '../delete-rows.ts'
import { inTransaction } from '../in-transaction.ts'
import { dialectOf } from '../open-database.ts'

/**
 * The columns by which rows are looked for and sorted: each text has its key in a column of its name and `_key`. We fold
 * the letters, because each database does it in its own way. `keys_of` says what the keys were made of: a node of a version
 * without keys writes a row without them, or another text beside the old ones.
 *
 * The table's migration makes them, and the index by which unkeyed rows are found:
 *
 * ```sql
 * create index TABLE_unkeyed on TABLE (id) where (keys_of = name || ' ' || email) is not true;
 * ```
 */
export type KeyColumns<Text extends string> = Record<`${Text}_key` | 'keys_of', string | null>

export type NameKeyColumns = KeyColumns<'name' | 'email'>

/** A table with such columns; its texts in the order in which `keys_of` has them. */
export interface KeyedTable<Text extends string = string> {
  readonly table: string
  readonly texts: readonly Text[]
}

/** A table of people. */
export function namedTable(table: string): KeyedTable<'name' | 'email'> {
  return { table, texts: ['name', 'email'] }
}

/** An id, and the texts. */
type KeyedRow<Text extends string = string> = Readonly<Record<'id' | Text, string>>

export function nameKeys({ name, email }: Record<'name' | 'email', string>): Record<keyof NameKeyColumns, string> {
  return keysOf({ name, email })
}

/** What the columns hold for a row's texts, which come in the order of {@link KeyedTable}. */
export function keysOf<Text extends string>(
  texts: Readonly<Record<Text, string>>,
): Record<`${Text}_key` | 'keys_of', string> {
  const entries = Object.entries<string>(texts)
  const keys = entries.map(([text, value]) => [`${text}_key`, nameKey(value)])
  return { ...Object.fromEntries(keys), keys_of: entries.map(([, value]) => value).join(' ') }
}

/** In the words of the index, or the databases would read the whole table. */
function isUnkeyed({ table, texts }: KeyedTable): RawBuilder<SqlBool> {
  const column = (name: string) => sql.ref(`${table}.${name}`)
  return sql`(${column('keys_of')} = ${sql.join(texts.map(column), sql` || ' ' || `)}) is not true`
}

/** For rows whose texts the same transaction has changed, or holds. */
export async function setKeys<Schema, Text extends string>(
  db: Kysely<Schema>,
  { table, texts }: KeyedTable<Text>,
  rows: readonly KeyedRow<Text>[],
): Promise<void> {
  if (rows.length === 0) return
  const columns = [...texts.map((text) => `${text}_key`), 'keys_of']
  const values = rows.map((row) => {
    const keys = keysOf<string>(Object.fromEntries(texts.map((text) => [text, row[text]])))
    return sql`(${sql.join([row.id, ...Object.values(keys)])})`
  })
  const set = columns.map((column, index) => sql`${sql.ref(column)} = ${sql.ref(`column${index + 2}`)}`)
  await sql`update ${sql.table(table)} set ${sql.join(set)}
    from (values ${sql.join(values)}) as keyed where ${sql.ref(`${table}.id`)} = column1`.execute(db)
}

/**
 * Keys the rows that have no keys of their own: all of them after an upgrade, and what nodes of a version without keys
 * write. A batch is a commit of its own, and waits for no row that another transaction holds.
 */
export async function keyTexts<Schema>(
  host: { readonly db: Kysely<Schema> },
  keyed: KeyedTable,
  signal?: AbortSignal,
): Promise<void> {
  await inBatches((most) => inTransaction(host, ({ db }) => keySome(db, keyed, most)), signal)
}

async function keySome<Schema>(db: Kysely<Schema>, keyed: KeyedTable, most: number): Promise<bigint> {
  const lock = dialectOf(db) === 'postgres' ? sql`for no key update skip locked` : sql``
  const { rows } = await sql<KeyedRow>`${selectTexts(keyed)} limit ${most} ${lock}`.execute(db)
  await setKeys(db, keyed, rows)
  return BigInt(rows.length)
}

/** Of the rows that are not keyed yet. */
function selectTexts(keyed: KeyedTable): RawBuilder<unknown> {
  const columns = ['id', ...keyed.texts].map((column) => sql.ref(column))
  return sql`select ${sql.join(columns)} from ${sql.table(keyed.table)} where ${isUnkeyed(keyed)}`
}

/**
 * The conditions of which one holds for a row that a search means by one of its texts, in any case and composed in any way.
 * Rows that are not keyed yet are folded here.
 *
 * @param among the ids of the rows that are searched
 * @returns null where every row is meant
 */
export async function resembling<Schema>(
  db: Kysely<Schema>,
  keyed: KeyedTable,
  { search, among }: { readonly search: string; readonly among: Expression<unknown> },
): Promise<RawBuilder<SqlBool>[] | null> {
  const key = nameKey(search)
  if (key === '') return null
  const { table, texts } = keyed
  // An id with nothing behind it, or SQLite looks up each row that is searched, instead of the few that are not keyed.
  const { rows } = await sql<KeyedRow>`${selectTexts(keyed)} and id || '' in (${among})`.execute(db)
  const meant = rows.filter((row) => texts.some((text) => nameKey(row[text] ?? '').includes(key)))
  const byKey = texts.map(
    (text) => sql<SqlBool>`(not ${isUnkeyed(keyed)} and ${sql.ref(`${table}.${text}_key`)} ${isLike(key)})`,
  )
  if (meant.length === 0) return byKey
  return [...byKey, sql<SqlBool>`${sql.ref(`${table}.id`)} in (${listed(db, meant)})`]
}

/** One parameter: right after an upgrade there may be more rows than a statement takes parameters. */
function listed<Schema>(db: Kysely<Schema>, rows: readonly KeyedRow[]): RawBuilder<unknown> {
  const ids = JSON.stringify(rows.map(({ id }) => id))
  return dialectOf(db) === 'postgres'
    ? sql`select jsonb_array_elements_text(${ids}::jsonb)`
    : sql`select value from json_each(${ids})`
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
