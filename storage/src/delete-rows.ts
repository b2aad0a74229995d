import { setImmediate as nextTurn } from 'node:timers/promises'
import { type Expression, type ExpressionBuilder, expressionBuilder, type Kysely, type SqlBool, sql } from 'kysely'

/** Rows of one statement: few enough that no other statement waits noticeably for its locks. */
const BATCH = 500

interface Deletion<Schema, Table extends keyof Schema & string> {
  readonly from: Table
  /** Columns that name a row. */
  readonly key: readonly (keyof Schema[Table] & string)[]
  /** Which rows go. What it names of the table is found by an index, or each batch reads the table. */
  readonly where: (row: ExpressionBuilder<Schema, Table>) => Expression<SqlBool>
}

/**
 * Deletes rows that have served, a batch at a time, each in a commit of its own. It stops between two batches when the
 * signal is given; a later call goes on with what is left. Not for rows that must go together.
 */
export async function deleteRows<Schema, Table extends keyof Schema & string>(
  db: Kysely<Schema>,
  { from, key, where }: Deletion<Schema, Table>,
  signal?: AbortSignal,
): Promise<void> {
  const table = sql.table(from)
  const columns = sql.join(key.map((column) => sql.ref(column)))
  const isDue = where(expressionBuilder<Schema, Table>())
  await inBatches(async (most) => {
    // Due twice: a row that another transaction keeps alive meanwhile is in the batch, and must stay.
    const { numAffectedRows } = await sql`delete from ${table} where (${isDue})
      and (${columns}) in (select ${columns} from ${table} where (${isDue}) limit ${most})`.execute(db)
    return numAffectedRows ?? 0n
  }, signal)
}

/** @param change changes at most so many rows, none of them twice. @returns how many it did */
export async function inBatches(change: (most: number) => Promise<bigint>, signal?: AbortSignal): Promise<void> {
  for (;;) {
    if (signal?.aborted || (await change(BATCH)) < BATCH) return
    // On SQLite a statement is one turn of the event loop.
    await nextTurn()
  }
}
