import { readFormMigrations } from '@lanyard/forms'
import { silentLog } from '@lanyard/running'
import { openOwnDatabase, readMigrations, settleDatabase } from '@lanyard/storage'
import type { MigrationSource, OwnDatabase } from '@lanyard/storage'
import type { HubConfig } from '../config.ts'
import type { Hub } from '../hub.ts'
import type { Ledger, Short } from './schema.ts'

const LEDGER = 'hub-ledger'
const SHORT = 'hub-short'

/** The ledger's tables; on PostgreSQL both sources may share one database. */
export async function ledgerMigrations(): Promise<MigrationSource> {
  return { name: LEDGER, migrations: await readMigrations(new URL('../../migrations/ledger/', import.meta.url)) }
}

/** Those of the second database: the hub's own, then those of kept forms. */
export async function shortMigrations(): Promise<MigrationSource> {
  const own = await readMigrations(new URL('../../migrations/short/', import.meta.url))
  return { name: SHORT, migrations: [...own, ...(await readFormMigrations())] }
}

type HubDatabaseConfig = Pick<HubConfig, 'database' | 'shortDatabase' | 'issuer' | 'formerIssuers'>

/** What the hub says of its ledger: whose it is, and what it keeps there. */
export async function ownLedger(config: HubDatabaseConfig): Promise<OwnDatabase<Ledger>> {
  const source = await ledgerMigrations()
  return {
    ...ownedByHub(config),
    variable: 'LANYARD_HUB_DATABASE',
    location: config.database,
    sources: [source],
    beside: { source: SHORT, first: 'this' },
  }
}

/** The same of the second database. */
export async function ownShort(config: HubDatabaseConfig): Promise<OwnDatabase<Short>> {
  return {
    ...ownedByHub(config),
    variable: 'LANYARD_HUB_SHORT_DATABASE',
    location: config.shortDatabase,
    sources: [await shortMigrations()],
    beside: { source: LEDGER, first: 'other' },
  }
}

function ownedByHub({ issuer, formerIssuers }: HubDatabaseConfig) {
  return { owner: { part: 'hub', deployment: null, issuer }, formerIssuers } as const
}

/**
 * Opens both databases and brings their tables up to date.
 *
 * @throws {StorageError} before anything in either has changed, where one is not this hub's
 */
export async function openHubDatabases(
  config: HubDatabaseConfig,
  log: Hub['log'] = silentLog,
): Promise<Pick<Hub, 'db' | 'short'> & { close(): Promise<void> }> {
  await using opened = new AsyncDisposableStack()
  const onLost = (error: Error) => log.warn({ event: 'database_connection_lost', error })
  const [own, ownSecond] = [await ownLedger(config), await ownShort(config)]
  const ledger = opened.adopt(await openOwnDatabase(own, { onLost }), (database) => database.close())
  const second = await openOwnDatabase(ownSecond, { durability: 'normal', onLost })
  const short = opened.adopt(second, (database) => database.close())
  await settleDatabase(ledger, own)
  await settleDatabase(short, ownSecond)
  const kept = opened.move()
  return { db: ledger.db, short: short.db, close: () => kept.disposeAsync() }
}
