import type { Kysely } from 'kysely'
import type { Dialect } from './dialect.ts'
import type { StorageError } from './storage-error.ts'

export interface Database<Schema> {
  readonly db: Kysely<Schema>
  readonly dialect: Dialect
  close(): Promise<void>
}

export interface OpenOptions {
  /**
   * `full` (default): what was committed survives a power cut. `normal`: the last moments may be lost with the power,
   * but never half a transaction; for rows that live for seconds.
   */
  readonly durability?: 'full' | 'normal'
  /** The most connections that are open at once; PostgreSQL only. */
  readonly connections?: number
  /** Hears of each connection that was lost, `database_away`; PostgreSQL only. The pool opens another one when it is needed. */
  readonly onLost?: (error: StorageError) => void
}
