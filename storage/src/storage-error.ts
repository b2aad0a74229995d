/**
 * - `location_unknown`: no address of a database; the message says what came
 * - `parameter_refused`: a value that the two databases would not store alike
 * - `outside_transaction`: a query on the outer `db` while a transaction of the same database is open
 * - `migration_changed`: a file differs from what was applied under its name
 * - `database_of_another`: it belongs to another part, deployment or issuer than the configuration says
 * - `database_shared`: it holds tables of another part
 * - `database_unavailable`: it does not open; the message says why
 * - `database_away`: no connection, no answer in time, a lock or a disk that cannot be had; `cause` has what came. Nothing
 *   of the transaction is known to be committed, except where its commit itself got no answer
 */
export type StorageErrorCode =
  | 'location_unknown'
  | 'parameter_refused'
  | 'outside_transaction'
  | 'migration_changed'
  | 'database_of_another'
  | 'database_shared'
  | 'database_unavailable'
  | 'database_away'

/**
 * A mistake of the calling code or of the set-up, which ends as a 500 or ends the start; or a database that is away, which
 * ends as a 503. Never a mistake of a person.
 */
export class StorageError extends Error {
  readonly code: StorageErrorCode

  constructor(code: StorageErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'StorageError'
    this.code = code
  }
}

/** What a start, or a command, says of a database that it must not or cannot open, a line each; null for any other error. */
export function databaseMistakes(error: unknown): readonly string[] | null {
  return error instanceof StorageError && SET_UP.has(error.code) ? [error.message] : null
}

const SET_UP: ReadonlySet<StorageErrorCode> = new Set([
  'location_unknown',
  'migration_changed',
  'database_of_another',
  'database_shared',
  'database_unavailable',
])
