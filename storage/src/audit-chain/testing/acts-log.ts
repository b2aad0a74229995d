import { type Kysely, sql } from 'kysely'
import type { TestDialect } from '../../testing/index.ts'
import { type AuditNamesTable, type NamesThen, saltNames } from '../names.ts'
import { sealEntries } from '../seal-entries.ts'
import type { AuditChainTables, AuditSource } from '../tables.ts'
import { verifyChain } from '../verify-chain.ts'

interface Schema extends AuditChainTables {
  acts: ActsTable
  kit_acts: ActsTable
  names: AuditNamesTable
}

interface ActsTable {
  id: string
  at: number
  company: string | null
  what: string
  name_hashes: string | null
}

export const sources: readonly AuditSource[] = [
  { table: 'acts', chain: 'company', names: 'names' },
  { table: 'kit_acts', chain: 'company' },
]

const migration = {
  name: '1',
  sql: `create table acts (id text primary key, at bigint not null, company text, what text not null, name_hashes text);
    create table kit_acts (id text primary key, at bigint not null, company text, what text not null, name_hashes text);
    create table names (entry text not null, role text not null, person text, salt text not null, name text not null,
      primary key (entry, role));
    create table audit_batches (chain text not null, n integer not null, previous_hash text, entries integer not null,
      digest text not null, sealed_at bigint not null, hash text not null, primary key (chain, n));
    create table audit_sealed (entry text primary key, chain text not null, n integer not null, place integer not null,
      hash text not null, unique (chain, n, place));`,
}

export const openLog = (database: TestDialect) => database.open<Schema>([{ name: 'test', migrations: [migration] }])

export async function act(
  db: Kysely<Schema>,
  id: string,
  at: number,
  company: string | null = 'alder',
  table: 'acts' | 'kit_acts' = 'acts',
  names: NamesThen = {},
): Promise<void> {
  const { hashes, rows } = saltNames(id, names)
  await db
    .insertInto(table)
    .values({ id, at, company, what: `did ${id}`, name_hashes: hashes })
    .execute()
  if (rows.length > 0) await db.insertInto('names').values(rows).execute()
}

export const seal = (db: Kysely<Schema>, until = 1000) => sealEntries({ db }, { sources, since: 0, until, now: until })

export const verify = (db: Kysely<Schema>, heads: readonly string[] = []) =>
  verifyChain(db, 'alder', { sources, heads })

/** Two batches of three entries each, and one entry that waits. */
export async function openSealed(database: TestDialect) {
  const log = await openLog(database)
  for (const [index, id] of ['a', 'b', 'c', 'd', 'e', 'f'].entries()) {
    await act(log.db, id, index, 'alder', id === 'b' ? 'kit_acts' : 'acts')
    if (id === 'c') await seal(log.db, 10)
  }
  await seal(log.db, 20)
  await act(log.db, 'g', 30)
  return log
}

export const change = (text: string) => (db: Kysely<Schema>) => sql.raw(text).execute(db)
