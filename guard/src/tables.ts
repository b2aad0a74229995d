import { type MigrationSource, readMigrations } from '@lanyard/storage'

/** Names of the tables that a product has from {@link readGuardMigrations}. */
export const GUARD_TABLES = { tries: 'guard_tries', browsers: 'guard_browsers' } as const

/** The package's tables, for a part that has none of its own for this. */
export async function readGuardMigrations(): Promise<MigrationSource> {
  return { name: 'guard', migrations: await readMigrations(new URL('../migrations/', import.meta.url)) }
}
