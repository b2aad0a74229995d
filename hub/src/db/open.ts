import { migrate, openDatabase, readMigrations } from '@lanyard/storage'
import type { MigrationSource } from '@lanyard/storage'
import type { HubConfig } from '../config.ts'
import type { Hub } from '../hub.ts'
import type { Ledger, Short } from './schema.ts'

/** The ledger's tables; on PostgreSQL both sources may share one database. */
export async function ledgerMigrations(): Promise<MigrationSource> {
  return { name: 'hub-ledger', migrations: await readMigrations(new URL('../../migrations/ledger/', import.meta.url)) }
}

export async function shortMigrations(): Promise<MigrationSource> {
  return { name: 'hub-short', migrations: await readMigrations(new URL('../../migrations/short/', import.meta.url)) }
}

/** Opens both databases and brings their tables up to date. */
export async function openHubDatabases(
  config: Pick<HubConfig, 'database' | 'shortDatabase'>,
): Promise<Pick<Hub, 'db' | 'short'> & { close(): Promise<void> }> {
  const ledger = await openDatabase<Ledger>(config.database)
  const short = await openDatabase<Short>(config.shortDatabase, { durability: 'normal' })
  await migrate(ledger, [await ledgerMigrations()])
  await migrate(short, [await shortMigrations()])
  return {
    db: ledger.db,
    short: short.db,
    async close() {
      await Promise.all([ledger.close(), short.close()])
    },
  }
}
