import { type Database, migrate, type MigrationSource, openDatabase, readMigrations } from '@lanyard/storage'
import { migrations as connectMigrations } from '@lanyard/connect/kysely'
import type { PsaSchema } from './schema.ts'

/** The deployment's tables and connect's, which share a database so that they share transactions. */
export async function migrationsOfPsa(): Promise<MigrationSource[]> {
  const own = await readMigrations(new URL('./migrations/', import.meta.url))
  return [{ name: 'psa', migrations: own }, connectMigrations]
}

/** Opens a deployment's database and brings its tables up to date. */
export async function openPsaDatabase(location: string): Promise<Database<PsaSchema>> {
  const database = await openDatabase<PsaSchema>(location)
  try {
    await migrate(database, await migrationsOfPsa())
    return database
  } catch (error) {
    await database.close()
    throw error
  }
}
