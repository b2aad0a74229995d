import type { Log } from '@lanyard/running'
import { type ConnectTables, findIssuers, migrations as connectMigrations } from '@lanyard/connect/kysely'
import { readFormMigrations } from '@lanyard/forms'
import { readGuardMigrations } from '@lanyard/guard'
import {
  type Database,
  type MigrationSource,
  openPartDatabase,
  type OwnDatabase,
  readMigrations,
} from '@lanyard/storage'
import type { Kysely } from 'kysely'
import { MODULE, type PsaConfig } from '../config.ts'
import type { PsaSchema } from './schema.ts'

/** The deployment's tables and those of kept forms, connect's and the guard's: they share a database, and so transactions. */
export async function migrationsOfPsa(): Promise<MigrationSource[]> {
  const own = await readMigrations(new URL('../../migrations/', import.meta.url))
  const forms = await readFormMigrations()
  return [{ name: 'psa', migrations: [...own, ...forms] }, connectMigrations, await readGuardMigrations()]
}

/** What a deployment says of its database: whose it is, and what it keeps there. */
export async function databaseOfPsa(config: PsaDatabaseConfig): Promise<OwnDatabase<PsaSchema>> {
  const { deployment, issuer, formerIssuers } = config
  return {
    variable: 'LANYARD_DATABASE',
    location: config.database,
    owner: { part: MODULE, deployment, issuer },
    formerIssuers,
    sources: await migrationsOfPsa(),
    // The kit's tables are beside the PSA's.
    earlier: {
      source: connectMigrations.name,
      findIssuers: (db) => findIssuers(db as unknown as Kysely<ConnectTables>),
    },
  }
}

type PsaDatabaseConfig = Pick<PsaConfig, 'database' | 'deployment' | 'issuer' | 'formerIssuers'>

/**
 * Opens a deployment's database and brings its tables up to date.
 *
 * @throws {StorageError} before anything has changed, where it is not this deployment's
 */
export async function openPsaDatabase(config: PsaDatabaseConfig, log: Log): Promise<Database<PsaSchema>> {
  const onLost = (error: Error) => log.warn({ event: 'database_connection_lost', error })
  return openPartDatabase(await databaseOfPsa(config), { onLost })
}
