import { dialectOf } from '@lanyard/storage'
import type { SelectQueryBuilder } from 'kysely'
import type { PsaDb, PsaSchema } from './schema.ts'

/**
 * Locks the rows that a commit relies on until it is done: a writer who would change them waits, and then sees what the
 * commit wrote. SQLite needs none, since a transaction that writes is alone there.
 */
export function forShare<Table extends keyof PsaSchema, Row>(
  db: PsaDb,
  query: SelectQueryBuilder<PsaSchema, Table, Row>,
): SelectQueryBuilder<PsaSchema, Table, Row> {
  return db.isTransaction && dialectOf(db) === 'postgres' ? query.forShare() : query
}
