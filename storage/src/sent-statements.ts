import { channel } from 'node:diagnostics_channel'
import type { DatabaseSync } from 'node:sqlite'
import type pg from 'pg'

/** A statement that goes to a database: on PostgreSQL a round trip. */
export interface SentStatement {
  /** Of begin and commit, too. */
  readonly sql: string
  readonly connection: DatabaseSync | pg.PoolClient
}

/**
 * Hears of each statement as it is sent, in the context that sends it: `lanyard:storage:statement`, of Node's
 * `diagnostics_channel`. For measuring; as long as no one subscribes, it costs a look.
 */
export const sentStatements = channel('lanyard:storage:statement')

export function noteStatement(statement: SentStatement): void {
  if (sentStatements.hasSubscribers) sentStatements.publish(statement)
}
