import type { Database } from '../open-database.ts'
import type { MigrationSource } from '../migrate.ts'
import { openPostgresTestDatabase } from './postgres-test-database.ts'
import { openSqliteTestDatabase } from './sqlite-test-database.ts'

/** A database of one test's own, freshly migrated; disposing closes every connection to it and removes it. */
export interface TestDatabase<Schema> extends Database<Schema>, AsyncDisposable {
  /** What {@link openDatabase} takes, for a part that opens its database itself. */
  readonly location: string
  /** Another connection to the same database, as another process would have it: for races. */
  second(): Promise<Database<Schema>>
}

export interface TestDialect {
  readonly name: 'SQLite' | 'PostgreSQL'
  readonly open: <Schema>(sources: readonly MigrationSource[]) => Promise<TestDatabase<Schema>>
}

/**
 * The databases that everything with SQL in it is tested on.
 *
 * @example
 * for (const { name, open } of databases) {
 *   describe(`notes on ${name}`, () => {
 *     it('keeps a note', async () => {
 *       await using database = await open<Schema>([notes])
 *       …
 */
export const databases: readonly TestDialect[] = [
  { name: 'SQLite', open: openSqliteTestDatabase },
  { name: 'PostgreSQL', open: openPostgresTestDatabase },
]
