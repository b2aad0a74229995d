import { sql } from 'kysely'
import type { World } from './world.ts'

/** Rows that sign-ins leave. */
export async function rowsOf(world: World): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const table of ['connect_attempts', 'connect_product_sessions', 'connect_notices'] as const) {
    const { rows } = await sql<{ id: string }>`select id from ${sql.table(table)}`.execute(world.product.db)
    counts[table] = rows.length
  }
  return counts
}
