import { type Kysely, sql } from 'kysely'

/** The rows of every table, by its name. */
export async function countRows<Schema>(db: Kysely<Schema>): Promise<Readonly<Record<string, number>>> {
  const tables = await db.introspection.getTables()
  const counts = tables.map(
    ({ name }) => sql`select ${sql.lit(name)} as name, count(*) as rows from ${sql.table(name)}`,
  )
  const { rows } = await sql<{ name: string; rows: number | string }>`${sql.join(counts, sql` union all `)}`.execute(db)
  return Object.fromEntries(rows.map((each) => [each.name, Number(each.rows)]))
}
