import { type Kysely, sql } from 'kysely'
import type { TestDialect } from '../../testing/index.ts'
import { sealEntries } from '../seal-entries.ts'
import type { AuditChainTables, AuditSource } from '../tables.ts'
import { verifyChain } from '../verify-chain.ts'

interface Schema extends AuditChainTables {
  acts: ActsTable
  kit_acts: ActsTable
}

interface ActsTable {
  id: string
  at: number
  company: string | null
  what: string
}

export const sources: readonly AuditSource[] = [
  { table: 'acts', chain: 'company' },
  { table: 'kit_acts', chain: 'company' },
]

const migration = {
  name: '1',
  sql: `create table acts (id text primary key, at bigint not null, company text, what text not null);
    create table kit_acts (id text primary key, at bigint not null, company text, what text not null);
    create table audit_batches (chain text not null, n integer not null, previous_hash text, entries integer not null,
      digest text not null, sealed_at bigint not null, hash text not null, primary key (chain, n));
    create table audit_sealed (entry text primary key, chain text not null, n integer not null, place integer not null,
      hash text not null, unique (chain, n, place));`,
}

export const openLog = (database: TestDialect) => database.open<Schema>([{ name: 'test', migrations: [migration] }])

export function act(
  db: Kysely<Schema>,
  id: string,
  at: number,
  company: string | null = 'alder',
  table: 'acts' | 'kit_acts' = 'acts',
) {
  return db
    .insertInto(table)
    .values({ id, at, company, what: `did ${id}` })
    .execute()
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
