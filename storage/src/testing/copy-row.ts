import type { Kysely } from 'kysely'
import { insertMany } from '../insert-many.ts'

/** Fills a table with copies of its first row, each with another value in these columns. */
export async function copyRow<Schema>(
  anyDb: Kysely<Schema>,
  table: keyof Schema & string,
  { copies, unique }: { readonly copies: number; readonly unique: readonly string[] },
): Promise<void> {
  const db = anyDb as unknown as Kysely<Record<string, Record<string, unknown>>>
  const row = await db.selectFrom(table).selectAll().limit(1).executeTakeFirstOrThrow()
  const another = (value: unknown, n: number) => (typeof value === 'number' ? value + n : `${String(value)}-${n}`)
  const rows = Array.from({ length: copies }, (_, index) => ({
    ...row,
    ...Object.fromEntries(unique.map((column) => [column, another(row[column], index + 1)])),
  }))
  await insertMany(db, table, rows)
}
