import type { Kysely } from 'kysely'
import { withinTransaction } from './open-transactions.ts'

/**
 * Runs `work` in one transaction: all of it is committed, or, when it throws, nothing.
 *
 * Within `work`, `host.db` is the transaction, so that an operation called with that host joins it: only the outermost
 * call commits. A query on the outer `db` in the meantime is refused (`outside_transaction`).
 *
 * SQLite begins with the write lock. PostgreSQL runs in READ COMMITTED; after a deadlock or a serialization failure the
 * outermost `work` runs once more from the start, so it must change nothing but the database.
 */
export async function inTransaction<Host extends object, Schema, Result>(
  host: Host & { readonly db: Kysely<Schema> },
  work: (host: Host & { readonly db: Kysely<Schema> }) => Promise<Result>,
): Promise<Result> {
  if (host.db.isTransaction) return work(host)

  const { adapter } = host.db.getExecutor()
  const attempt = () => host.db.transaction().execute((db) => withinTransaction(adapter, () => work({ ...host, db })))
  try {
    return await attempt()
  } catch (error) {
    if (isConflict(error)) return attempt()
    throw error
  }
}

/** PostgreSQL's `serialization_failure` and `deadlock_detected`. */
function isConflict(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === '40001' || error.code === '40P01')
}
