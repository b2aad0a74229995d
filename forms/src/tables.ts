import { type Migration, readMigrations } from '@lanyard/storage'
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

/**
 * The package's tables, which a part adds behind its own: as a source of their own they would be tables of another part to a
 * node of a version without them, which then refuses to start.
 */
export async function readFormMigrations(): Promise<Migration[]> {
  const migrations = await readMigrations(new URL('../migrations/', import.meta.url))
  return migrations.map(({ name, sql }) => ({ name: `forms/${name}`, sql }))
}
