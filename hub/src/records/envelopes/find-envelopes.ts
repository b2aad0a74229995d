import { sql } from 'kysely'
import type { Hub } from '../../hub.ts'
import { type SealedColumn, sealedColumns } from '../../secrets/sealed-columns.ts'

/** Where an envelope is, and what is in its column. */
export interface Envelope {
  readonly column: SealedColumn
  /** Of its row. */
  readonly id: string
  readonly sealed: string
}

/** That one key has sealed envelopes of a column, and some of them. */
export interface EnvelopesOfKey {
  readonly column: SealedColumn
  /** The key's id in the ring. */
  readonly key: string
  readonly samples: readonly Envelope[]
}

const columnNames = Object.keys(sealedColumns) as SealedColumn[]
const SAMPLES = 3

/**
 * Every key that has sealed something in the ledger, whether the ring holds it or not. What is no envelope is left out.
 * Keys are found from one to the next by an index, however much they have sealed.
 */
export async function findSealingKeys(hub: Pick<Hub, 'db'>): Promise<readonly EnvelopesOfKey[]> {
  const found: EnvelopesOfKey[] = []
  for (const column of columnNames) {
    for (let start = await findStart(hub, column, null); start !== null; start = await findStart(hub, column, start)) {
      const [, key] = /^([^.]+)\.$/.exec(start) ?? []
      if (key !== undefined) found.push({ column, key, samples: await listUnder(hub, column, key) })
    }
  }
  return found
}

/** How much one key has sealed; it reads all of that. */
export async function countEnvelopes(hub: Pick<Hub, 'db'>, { column, key }: Pick<EnvelopesOfKey, 'column' | 'key'>) {
  const { rows } = await sql<{ count: number | string }>`
    select count(*) as count from ${partsOf(column).table} where ${isUnder(column, key)}`.execute(hub.db)
  return Number(rows[0]?.count)
}

/** Envelopes that any other key has sealed, by their rows' ids, after one of them; a few at a time. */
export async function listOthers(
  hub: Pick<Hub, 'db'>,
  { column, key, after }: { readonly column: SealedColumn; readonly key: string; readonly after: string },
): Promise<readonly Envelope[]> {
  const { table, name, id } = partsOf(column)
  const { rows } = await sql<{ id: string; sealed: string }>`
    select ${id} as id, ${name} as sealed from ${table}
    where ${id} > ${after} and ${name} is not null and not ${isUnder(column, key)}
    order by ${id} limit 100`.execute(hub.db)
  return rows.map((row) => ({ column, ...row }))
}

/** Puts an envelope in the place of the one that was read; a row that was changed meanwhile stays as it is. */
export async function replaceEnvelope(
  hub: Pick<Hub, 'db'>,
  { column, id, sealed }: Envelope,
  by: string,
): Promise<boolean> {
  const { table, name, id: idColumn } = partsOf(column)
  const { numAffectedRows } =
    await sql`update ${table} set ${name} = ${by} where ${idColumn} = ${id} and ${name} = ${sealed}`.execute(hub.db)
  return numAffectedRows === 1n
}

/** The columns of the registry stand in their own tables; nothing here comes from a request. */
function partsOf(column: SealedColumn) {
  const [table = '', name = ''] = column.split('.')
  return { table: sql.table(table), name: sql.ref(name), id: sql.ref(sealedColumns[column].id) }
}

/** The start that comes next to one, or the first: a key's id and a dot, or something else where no envelope stands. */
async function findStart(hub: Pick<Hub, 'db'>, column: SealedColumn, after: string | null): Promise<string | null> {
  const start = startOf(column)
  const { rows } = await sql<{ start: string }>`
    select ${start} as start from ${partsOf(column).table}
    where ${after === null ? sql`${start} >= ''` : sql`${start} > ${after}`}
    order by ${start} limit 1`.execute(hub.db)
  return rows[0]?.start ?? null
}

async function listUnder(hub: Pick<Hub, 'db'>, column: SealedColumn, key: string): Promise<readonly Envelope[]> {
  const { table, name, id } = partsOf(column)
  const { rows } = await sql<{ id: string; sealed: string }>`
    select ${id} as id, ${name} as sealed from ${table}
    where ${isUnder(column, key)} limit ${sql.lit(SAMPLES)}`.execute(hub.db)
  return rows.map((row) => ({ column, ...row }))
}

function isUnder(column: SealedColumn, key: string) {
  return sql<boolean>`${startOf(column)} = ${`${key}.`}`
}

const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-'

/** In the words of the index, or the databases would read the whole table: an envelope without its last three parts. */
function startOf(column: SealedColumn) {
  const cut = [BASE64URL, '.', BASE64URL, '.', BASE64URL]
  return cut.reduce((text, end) => sql<string>`rtrim(${text}, ${sql.lit(end)})`, sql<string>`${partsOf(column).name}`)
}
