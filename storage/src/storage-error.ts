/**
 * - `location_unknown`: neither `sqlite:…` nor `postgres://…`
 * - `parameter_refused`: a value that the two databases would not store alike
 * - `outside_transaction`: a query on the outer `db` while a transaction of the same database is open
 * - `migration_changed`: a file differs from what was applied under its name
 */
export type StorageErrorCode = 'location_unknown' | 'parameter_refused' | 'outside_transaction' | 'migration_changed'

/** A mistake of the calling code or of the set-up, never of a person; it ends as a 500 or ends the start. */
export class StorageError extends Error {
  readonly code: StorageErrorCode

  constructor(code: StorageErrorCode, message: string) {
    super(message)
    this.name = 'StorageError'
    this.code = code
  }
}
