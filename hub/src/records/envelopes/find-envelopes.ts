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

/** How many envelopes of a column one key has sealed, and some of them. */
export interface EnvelopesOfKey {
  readonly column: SealedColumn
  /** The key's id in the ring. */
  readonly key: string
  readonly count: number
  readonly samples: readonly Envelope[]
}

const columnNames = Object.keys(sealedColumns) as SealedColumn[]
const SAMPLES = 3

/** Every key that has sealed something in the ledger, whether the ring holds it or not. What is no envelope is left out. */
export async function findSealingKeys(hub: Pick<Hub, 'db'>): Promise<readonly EnvelopesOfKey[]> {
  const found: EnvelopesOfKey[] = []
  for (const column of columnNames) {
    const keys: string[] = []
    for (;;) {
      const [first] = await select(
        hub,
        column,
        sql`${partsOf(column).name} like '%.%' and ${notUnder(column, keys)}`,
        1,
      )
      if (first === undefined) break
      const key = keyOf(first.sealed)
      keys.push(key)
      const under = sql<boolean>`${startOf(column, key)} = ${`${key}.`}`
      const samples = await select(hub, column, under, SAMPLES)
      found.push({ column, key, count: await count(hub, column, under), samples })
    }
  }
  return found
}

/** Envelopes that any other key has sealed, by their rows' ids, after one of them; a few at a time. */
export async function listOthers(
  hub: Pick<Hub, 'db'>,
  { column, key, after }: { readonly column: SealedColumn; readonly key: string; readonly after: string },
): Promise<readonly Envelope[]> {
  return select(hub, column, sql`${partsOf(column).id} > ${after} and ${notUnder(column, [key])}`, 100)
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

type Condition = ReturnType<typeof sql>

/** The columns of the registry stand in their own tables; nothing here comes from a request. */
function partsOf(column: SealedColumn) {
  const [table = '', name = ''] = column.split('.')
  return { table: sql.table(table), name: sql.ref(name), id: sql.ref(sealedColumns[column].id) }
}

async function select(
  hub: Pick<Hub, 'db'>,
  column: SealedColumn,
  condition: Condition,
  most: number,
): Promise<readonly Envelope[]> {
  const { table, name, id } = partsOf(column)
  const query = sql<{ id: string; sealed: string }>`
    select ${id} as id, ${name} as sealed from ${table} where ${condition} order by ${id} limit ${sql.lit(most)}`
  return (await query.execute(hub.db)).rows.map((row) => ({ column, ...row }))
}

async function count(hub: Pick<Hub, 'db'>, column: SealedColumn, condition: Condition): Promise<number> {
  const query = sql<{
    count: number | string
  }>`select count(*) as count from ${partsOf(column).table} where ${condition}`
  return Number((await query.execute(hub.db)).rows[0]?.count)
}

/** An envelope begins with the id of its key, which has no dot in it. */
function keyOf(sealed: string): string {
  return sealed.slice(0, sealed.indexOf('.'))
}

function startOf(column: SealedColumn, key: string): Condition {
  return sql`substr(${partsOf(column).name}, 1, ${sql.lit(key.length + 1)})`
}

function notUnder(column: SealedColumn, keys: readonly string[]): Condition {
  const conditions = keys.map((key) => sql`${startOf(column, key)} <> ${`${key}.`}`)
  return sql.join([sql`${partsOf(column).name} is not null`, ...conditions], sql` and `)
}
