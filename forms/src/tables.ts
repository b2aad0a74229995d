import { type MigrationSource, readMigrations } from '@lanyard/storage'
import type { Kysely } from 'kysely'

/** The tables of `forms/migrations/`, column by column. Instants are milliseconds since 1970. */
export interface FormTables {
  forms_browsers: { id: string; person: string; place: string; expires_at: number }
  forms_kept: { id: string; browser: string; sealed: string; kept_at: number; expires_at: number }
}

/** A database with these tables, and the clock. */
export interface Forms<Schema extends FormTables> {
  readonly db: Kysely<Schema>
  readonly now: () => number
}

/** The package's tables, for the database of a part. */
export async function readFormMigrations(): Promise<MigrationSource> {
  return { name: 'forms', migrations: await readMigrations(new URL('../migrations/', import.meta.url)) }
}
