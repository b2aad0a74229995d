import { type Kysely, type RawBuilder, type Selectable, sql } from 'kysely'
import type { Batch } from './batch.ts'
import type { AuditEntry } from './entry.ts'

/** The tables beside those of the entries, which a part makes by a migration of its own. */
export interface AuditChainTables {
  audit_batches: {
    chain: string
    n: number
    previous_hash: string | null
    entries: number
    digest: string
    sealed_at: number
    hash: string
  }
  /** Which entry is in which batch, and its hash at that time. */
  audit_sealed: { entry: string; chain: string; n: number; place: number; hash: string }
}

/** A table whose rows are sealed; it has the columns `id` and `at`, and an index that begins with `at`. */
export interface AuditSource {
  readonly table: string
  /** The column whose value is the name of the row's chain. */
  readonly chain: string
  /**
   * The table of the names that stand beside the rows; its columns are those of `AuditNamesTable`, and the rows have a column
   * `name_hashes` for what they are sealed with. None where entries have no names.
   */
  readonly names?: string
}

/** The chain of entries whose chain column is null; no organization and no tenant has such an id. */
export const CHAIN_OF_NOBODY = '_'

export type Row = Readonly<Record<string, string | number | null>>

/** A part's tables are more than these; what is here touches no others but those of the sources. */
export function chainTables<Schema extends AuditChainTables>(db: Kysely<Schema>): Kysely<AuditChainTables> {
  return db as unknown as Kysely<AuditChainTables>
}

export function chainOf({ chain }: AuditSource, row: Row): string {
  return String(row[chain] ?? CHAIN_OF_NOBODY)
}

export function isOfChain(source: AuditSource, chain: string): RawBuilder<boolean> {
  const column = sql.ref(`${source.table}.${source.chain}`)
  return chain === CHAIN_OF_NOBODY ? sql`${column} is null` : sql`${column} = ${chain}`
}

export function isUnsealed({ table }: AuditSource): RawBuilder<boolean> {
  return sql`not exists (select 1 from audit_sealed where audit_sealed.entry = ${sql.ref(`${table}.id`)})`
}

/** @throws {TypeError} for a row of a table that is none of audit */
export function readEntry({ table }: AuditSource, row: Row): AuditEntry {
  const { id, at } = row
  if (typeof id !== 'string' || typeof at !== 'number') throw new TypeError(`${table} holds no audit entries`)
  return { ...row, table, id, at }
}

export function readBatch(row: Selectable<AuditChainTables['audit_batches']>): Batch {
  const { previous_hash: previousHash, sealed_at: sealedAt, ...rest } = row
  return { ...rest, previousHash, sealedAt }
}
