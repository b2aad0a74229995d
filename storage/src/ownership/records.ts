import { type Kysely, sql } from 'kysely'
import { dialectOf } from '../open-database.ts'
import type { Owner } from './owner.ts'

/** Tables that say what a database is; they are this package's own. */
export interface OwnershipSchema {
  lanyard_migrations: { source: string }
  lanyard_owners: {
    /** The source whose database it is: `hub-ledger`, `psa`. */
    source: string
    /** Counts the owners of a source; the last one is the present one. */
    n: number
    part: string
    deployment: string | null
    issuer: string
    since: number
    /** `start`, or the operator who moved it. */
    written_by: string
  }
}

export interface RecordedOwner extends Owner {
  readonly source: string
  readonly n: number
}

export async function createRecords(db: Kysely<OwnershipSchema>): Promise<void> {
  await sql`create table if not exists lanyard_owners (
    source text not null, n integer not null, part text not null, deployment text, issuer text not null,
    since bigint not null, written_by text not null, primary key (source, n)
  )`.execute(db)
}

/** The present owner of each source in the database. */
export async function findOwners(db: Kysely<OwnershipSchema>): Promise<readonly RecordedOwner[]> {
  if (!(await hasTable(db, 'lanyard_owners'))) return []
  const rows = await db
    .selectFrom('lanyard_owners as owner')
    .select(['source', 'n', 'part', 'deployment', 'issuer'])
    .where('n', '=', (where) =>
      where
        .selectFrom('lanyard_owners as own')
        .select(({ fn }) => fn.max('own.n').as('last'))
        .whereRef('own.source', '=', 'owner.source'),
    )
    .orderBy('source')
    .execute()
  return rows
}

/** What has been migrated into the database, by any version. */
export async function findSources(db: Kysely<OwnershipSchema>): Promise<ReadonlySet<string>> {
  if (!(await hasTable(db, 'lanyard_migrations'))) return new Set()
  const rows = await db.selectFrom('lanyard_migrations').select('source').distinct().execute()
  return new Set(rows.map(({ source }) => source))
}

export async function writeOwner(
  db: Kysely<OwnershipSchema>,
  source: string,
  { part, deployment, issuer }: Owner,
  { after, by }: { readonly after: RecordedOwner | undefined; readonly by: string },
): Promise<void> {
  const row = { source, n: (after?.n ?? 0) + 1, part, deployment, issuer, since: Date.now(), written_by: by }
  await db.insertInto('lanyard_owners').values(row).execute()
}

/** In the schema in which tables are created, on PostgreSQL: another schema is another part's to use. */
async function hasTable(db: Kysely<OwnershipSchema>, name: string): Promise<boolean> {
  const query =
    dialectOf(db) === 'postgres'
      ? sql`select 1 from pg_tables where schemaname = current_schema() and tablename = ${name}`
      : sql`select 1 from sqlite_master where type = 'table' and name = ${name}`
  return (await query.execute(db)).rows.length > 0
}
