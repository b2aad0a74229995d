import type { InsertObject, Kysely } from 'kysely'

/** Values of one statement: SQLite takes 32,766, PostgreSQL 65,535. */
const MOST_VALUES = 32_000
const MOST_ROWS = 1000

/** Inserts any number of rows of the same columns, none of them too. The caller's transaction keeps them together. */
export async function insertMany<Schema, Table extends keyof Schema & string>(
  db: Kysely<Schema>,
  into: Table,
  rows: readonly InsertObject<Schema, Table>[],
): Promise<void> {
  const columns = Object.keys(rows[0] ?? {}).length
  const together = Math.min(MOST_ROWS, Math.floor(MOST_VALUES / Math.max(columns, 1)))
  for (const part of partsOf(rows, together)) await db.insertInto(into).values(part).execute()
}

/** A list in parts of at most so many, for statements that name each item. */
export function* partsOf<Item>(items: readonly Item[], most: number): Generator<readonly Item[]> {
  for (let start = 0; start < items.length; start += most) yield items.slice(start, start + most)
}
