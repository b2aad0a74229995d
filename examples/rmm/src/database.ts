import type { ConnectTables } from '@lanyard/connect/kysely'
import { migrations as connectMigrations } from '@lanyard/connect/kysely'
import { migrate, openDatabase, readMigrations } from '@lanyard/storage'
import type { Database } from '@lanyard/storage'

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
export interface Schema extends ConnectTables {
  tenants: TenantsTable
  people: PeopleTable
  sessions: SessionsTable
  devices: DevicesTable
}

/** Opens RMM's database and brings its tables up to date. */
export async function openRmmDatabase(location: string): Promise<Database<Schema>> {
  const database = await openDatabase<Schema>(location)
  const own = { name: 'rmm', migrations: await readMigrations(new URL('../migrations/', import.meta.url)) }
  await migrate(database, [own, connectMigrations])
  return database
}
