import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { AuditEntry } from './entry.ts'
import { findNames, type KeptName } from './names.ts'
import type { Place } from './page.ts'
import { type AuditChainTables, type AuditSource, chainTables, isOfChain, readEntry, type Row } from './tables.ts'

/** Where an entry stands in its batch, and the hash that it had. */
export interface Seal {
  readonly batch: number
  readonly place: number
  readonly hash: string
}

export interface ListedEntry {
  readonly entry: AuditEntry
  /** Null as long as it waits for its batch. */
  readonly seal: Seal | null
  /** The names that it was written with, as far as they are not erased. */
  readonly names: readonly KeptName[]
}

export interface EntryPage {
  readonly sources: readonly AuditSource[]
  readonly chain: string
  /** What else an entry has to fulfil, in each table; by default nothing. */
  readonly where?: (source: AuditSource) => RawBuilder<boolean>
  readonly order: 'newest_first' | 'oldest_first'
  /** The last entry of the page before. */
  readonly after?: Place | null
  readonly limit: number
}

/** One page of a chain's entries. The database orders them, several tables together, so that no page repeats or misses any. */
export async function listEntries<Schema extends AuditChainTables>(
  db: Kysely<Schema>,
  page: EntryPage,
): Promise<readonly ListedEntry[]> {
  const tables = chainTables(db)
  const { sources, limit } = page
  const direction = page.order === 'newest_first' ? sql`desc` : sql`asc`
  const ofTables = sources.map((source, index) => {
    const order = sql`order by at ${direction}, id ${direction} limit ${limit}`
    const keys = sql`select ${sql.lit(index)} as source, id, at from ${sql.table(source.table)}`
    return sql`select * from (${keys} where ${conditionsOf(source, page)} ${order}) as t${sql.raw(String(index))}`
  })
  const { rows: keys } = await sql<{ source: number; id: string; at: number }>`
    select * from (${sql.join(ofTables, sql` union all `)}) as keys
    order by at ${direction}, id ${direction} limit ${limit}`.execute(tables)

  const entries = new Map<string, AuditEntry>()
  const names = new Map<string, readonly KeptName[]>()
  for (const [index, source] of sources.entries()) {
    const ids = keys.filter((key) => key.source === index).map(({ id }) => id)
    if (ids.length === 0) continue
    const table = sql.table(source.table)
    const { rows } = await sql<Row>`select ${table}.* from ${table} where id in (${sql.join(ids)})`.execute(tables)
    for (const row of rows) entries.set(String(row['id']), readEntry(source, row))
    for (const [id, kept] of await findNames(tables, source, ids)) names.set(id, kept)
  }
  const seals = await findSeals(tables, [...entries.keys()])
  return keys.flatMap(({ id }) => {
    const entry = entries.get(id)
    return entry === undefined ? [] : [{ entry, seal: seals.get(id) ?? null, names: names.get(id) ?? [] }]
  })
}

function conditionsOf(source: AuditSource, { chain, where, order, after }: EntryPage): RawBuilder<boolean> {
  const conditions = [isOfChain(source, chain), ...(where === undefined ? [] : [where(source)])]
  if (after) {
    const beyond = order === 'newest_first' ? sql`<` : sql`>`
    conditions.push(sql<boolean>`(at, id) ${beyond} (${after.at}, ${after.id})`)
  }
  return sql`${sql.join(conditions, sql` and `)}`
}

/** The seals of entries, whatever their chain; those that have none are left out. */
export async function findSeals<Schema extends AuditChainTables>(
  db: Kysely<Schema>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Seal>> {
  if (ids.length === 0) return new Map()
  const rows = await chainTables(db).selectFrom('audit_sealed').selectAll().where('entry', 'in', ids).execute()
  return new Map(rows.map(({ entry, n, place, hash }) => [entry, { batch: n, place, hash }]))
}
