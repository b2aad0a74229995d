import type { Log } from '@lanyard/running'
import type { ConnectTables } from '@lanyard/connect/kysely'
import { findIssuers, migrations as connectMigrations } from '@lanyard/connect/kysely'
import { type FormTables, readFormMigrations } from '@lanyard/forms'
import { readGuardMigrations } from '@lanyard/guard'
import { openPartDatabase, readMigrations } from '@lanyard/storage'
import type { Database, MigrationSource, OwnDatabase } from '@lanyard/storage'
import type { RmmConfig } from './config.ts'

export interface TenantsTable {
  id: string
  company: string
  name: string
  feature: 'on' | 'no_new_links' | 'off'
  invitation_requested_at: number | null
}

export interface PeopleTable {
  id: string
  tenant_id: string
  username: string
  name: string
  role: 'admin' | 'technician'
  password: string
  active: number
}

interface SessionsTable {
  id: string
  secret_hash: string
  tenant_id: string
  person_id: string
  product_session_id: string | null
  expires_at: number
}

export interface DevicesTable {
  id: string
  tenant_id: string
  name: string
  system: string
  state: 'online' | 'offline' | 'attention'
  seen_at: number
}

/** RMM's own tables, and the kit's beside them: that is what lets a link and a session commit together. */
export interface Schema extends ConnectTables, FormTables {
  tenants: TenantsTable
  people: PeopleTable
  sessions: SessionsTable
  devices: DevicesTable
}

/** RMM's own tables and those of kept forms, then the kit's and the guard's. */
export async function migrationsOfRmm(): Promise<readonly MigrationSource[]> {
  const own = await readMigrations(new URL('../migrations/', import.meta.url))
  const forms = await readFormMigrations()
  return [{ name: 'rmm', migrations: [...own, ...forms] }, connectMigrations, await readGuardMigrations()]
}

/** What RMM says of its database: whose it is, and what it keeps there. */
export async function databaseOfRmm(config: RmmDatabaseConfig): Promise<OwnDatabase<Schema>> {
  const { deployment, issuer, formerIssuers } = config
  return {
    variable: 'LANYARD_DATABASE',
    location: config.database,
    owner: { part: 'rmm', deployment, issuer },
    formerIssuers,
    sources: await migrationsOfRmm(),
    earlier: { source: connectMigrations.name, findIssuers },
  }
}

type RmmDatabaseConfig = Pick<RmmConfig, 'database' | 'deployment' | 'issuer' | 'formerIssuers'>

/** Opens RMM's database and brings its tables up to date; refuses one that is not this deployment's. */
export async function openRmmDatabase(config: RmmDatabaseConfig, log: Log): Promise<Database<Schema>> {
  const onLost = (error: Error) => log.warn({ event: 'database_connection_lost', error })
  return openPartDatabase(await databaseOfRmm(config), { onLost })
}
