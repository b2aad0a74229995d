import type { MigrationSource } from '../migrate.ts'
import { openPostgresTestDatabase } from './postgres-test-database.ts'
import { openSqliteTestDatabase } from './sqlite-test-database.ts'
import type { TestDatabase } from './test-database.ts'

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
