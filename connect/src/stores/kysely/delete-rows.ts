import { setImmediate as nextTurn } from 'node:timers/promises'
import { type Expression, type ExpressionBuilder, expressionBuilder, type SqlBool, sql } from 'kysely'
import type { Database } from './database.ts'
import type { ConnectTables } from './tables.ts'

/** Rows of one statement: few enough that no other statement waits noticeably for its locks. */
const BATCH = 500

/**
 * Deletes rows that have served, a batch at a time; outside of a transaction each is a commit of its own. It stops between
 * two batches when the signal is given; a later call goes on with what is left.
 */
export async function deleteRows<Table extends keyof ConnectTables>(
  { db }: Pick<Database, 'db'>,
  from: Table,
  key: readonly (keyof ConnectTables[Table] & string)[],
  where: (row: ExpressionBuilder<ConnectTables, Table>) => Expression<SqlBool>,
  signal?: AbortSignal,
): Promise<void> {
  const table = sql.table(from)
  const columns = sql.join(key.map((column) => sql.ref(column)))
  const isDue = where(expressionBuilder<ConnectTables, Table>())
  for (;;) {
    if (signal?.aborted) return
    // Due twice: a row that another transaction keeps alive meanwhile is in the batch, and must stay.
    const { numAffectedRows } = await sql`delete from ${table} where (${isDue})
      and (${columns}) in (select ${columns} from ${table} where (${isDue}) limit ${BATCH})`.execute(db)
    if ((numAffectedRows ?? 0n) < BATCH) return
    // A driver of SQLite may run a statement within one turn of the event loop.
    await nextTurn()
  }
}
