import type { Kysely } from 'kysely'
import type { Database, OpenOptions } from './database.ts'
import { type Dialect, dialects } from './dialect.ts'
import { readLocation } from './location.ts'
import { openPostgres } from './open-postgres.ts'
import { openSqlite } from './open-sqlite.ts'

/**
 * Opens a database for as long as the process, or a test, needs it.
 *
 * @param location `sqlite:/absolute/or/relative/path.sqlite` (folder and file are made if missing, for their owner
 *   alone) or `postgres://user:password@host:port/database`.
 * @throws {StorageError} `location_unknown`
 */
export async function openDatabase<Schema>(location: string, options: OpenOptions = {}): Promise<Database<Schema>> {
  const place = readLocation(location)
  return place.kind === 'sqlite' ? openSqlite(place.file, options) : openPostgres(place.address, options)
}

/** For the few statements that differ, such as `for share`. */
export function dialectOf(db: Pick<Kysely<never>, 'getExecutor'>): Dialect {
  const dialect = dialects.get(db.getExecutor().adapter)
  if (!dialect) throw new Error('This database was not opened by openDatabase.')
  return dialect
}
