/**
 * Whether a statement failed because a unique index holds the value already: another writer was faster. On PostgreSQL
 * the transaction is lost with it, so there is nothing to do but to throw what says so.
 */
export function isUniqueViolation(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if ('errcode' in error) return error.errcode === SQLITE_UNIQUE || error.errcode === SQLITE_PRIMARY_KEY
  return 'code' in error && error.code === POSTGRES_UNIQUE
}

const SQLITE_UNIQUE = 2067
const SQLITE_PRIMARY_KEY = 1555
const POSTGRES_UNIQUE = '23505'
