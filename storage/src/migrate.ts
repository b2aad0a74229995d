import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { CompiledQuery, type Kysely, sql } from 'kysely'
import { inTransaction } from './in-transaction.ts'
import { dialectOf } from './open-database.ts'
import type { Database } from './database.ts'
import { withoutLimit } from './postgres-pool.ts'
import type { Script } from './sqlite-driver.ts'
import { StorageError } from './storage-error.ts'

export interface Migration {
  /** Unique within its source; migrations are applied in the order in which they are given. */
  readonly name: string
  /** One or more statements in SQL that both databases understand. */
  readonly sql: string
}

/** A part that brings tables of its own; several sources may share a database. */
export interface MigrationSource {
  readonly name: string
  readonly migrations: readonly Migration[]
}

interface MigrationSchema {
  lanyard_migrations: { source: string; name: string; sha256: string; applied_at: number }
}

/** Any number that nothing else in the database locks. */
const ADVISORY_LOCK = 7_526_219_114

/**
 * Brings a database up to date: applies each migration once, in one transaction with its record.
 *
 * Several processes may call this at once; they take turns. A failing migration leaves the ones before it applied and
 * nothing of itself.
 *
 * @throws {StorageError} `migration_changed`
 */
export async function migrate<Schema>(
  database: Pick<Database<Schema>, 'db'>,
  sources: readonly MigrationSource[],
): Promise<void> {
  // Only this module knows the schema of the record's table.
  const records = database.db as unknown as Kysely<MigrationSchema>
  await alone(records, createRecords)
  for (const source of sources) {
    for (const migration of source.migrations) await alone(records, (db) => applyOnce(db, source.name, migration))
  }
}

/** Runs `work` in a transaction that no other process's start overlaps. */
export function alone<Schema>(db: Kysely<Schema>, work: (db: Kysely<Schema>) => Promise<void>): Promise<void> {
  const inTurn = async (host: { readonly db: Kysely<Schema> }) => {
    if (dialectOf(host.db) === 'postgres') {
      // Another node may be at it for as long as it takes.
      await sql`set local lock_timeout = 0`.execute(host.db)
      await sql`set local statement_timeout = 0`.execute(host.db)
      await sql`select pg_advisory_xact_lock(${ADVISORY_LOCK})`.execute(host.db)
    }
    await work(host.db)
  }
  return withoutLimit(() => inTransaction({ db }, inTurn))
}

async function createRecords(db: Kysely<MigrationSchema>): Promise<void> {
  await sql`create table if not exists lanyard_migrations (
    source text not null, name text not null, sha256 text not null, applied_at bigint not null,
    primary key (source, name)
  )`.execute(db)
}

async function applyOnce(db: Kysely<MigrationSchema>, source: string, migration: Migration): Promise<void> {
  const sha256 = createHash('sha256').update(migration.sql).digest('hex')
  const record = await db
    .selectFrom('lanyard_migrations')
    .select('sha256')
    .where('source', '=', source)
    .where('name', '=', migration.name)
    .executeTakeFirst()
  if (record?.sha256 === sha256) return
  if (record) {
    const message = `${source}/${migration.name} has been applied before with another content. Add a new migration.`
    throw new StorageError('migration_changed', message)
  }
  await runScript(db, migration.sql)
  const row = { source, name: migration.name, sha256, applied_at: Date.now() }
  await db.insertInto('lanyard_migrations').values(row).execute()
}

async function runScript(db: Kysely<MigrationSchema>, text: string): Promise<void> {
  const script: Script = { ...CompiledQuery.raw(text), isScript: true }
  await db.executeQuery(script)
}

/** The `.sql` files of a folder in the order of their names, which begin with a number. */
export async function readMigrations(folder: URL): Promise<Migration[]> {
  const base = folder.href.endsWith('/') ? folder : new URL(`${folder.href}/`)
  const names = (await readdir(base)).filter((name) => name.endsWith('.sql')).sort()
  return Promise.all(names.map(async (name) => ({ name, sql: await readFile(new URL(name, base), 'utf8') })))
}
