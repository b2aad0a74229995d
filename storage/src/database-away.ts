import { StorageError } from './storage-error.ts'

/** Of the operating system and of Node's sockets. */
const SOCKET_CODES = new Set([
  'EAI_AGAIN',
  'ECONNABORTED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTDOWN',
  'EHOSTUNREACH',
  'EMFILE',
  'ENETDOWN',
  'ENETUNREACH',
  'ENOENT',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
])

/**
 * PostgreSQL's classes and codes (appendix A of its manual): connection, credentials, no such database, resources,
 * operator's intervention, the system below the server; a server that became a standby; a transaction that was idle or
 * went on for too long; a lock that was waited for too long; an internal error. The rest of class 25 is a mistake in the
 * order of statements.
 */
const POSTGRES_CODES = /^(08...|28...|3D000|53...|57...|58...|25006|25P03|25P04|55P03|XX000)$/

/** What `pg` says in words alone. */
const WORDS = [
  'Connection terminated',
  'timeout exceeded when trying to connect',
  'Query read timeout',
  'Client has encountered a connection error',
  'Client was closed and is not queryable',
  'timeout expired',
]

/** SQLite's primary result codes: busy, locked, read only, I/O error, full, cannot open. */
const SQLITE_CODES = new Set([5, 6, 8, 10, 13, 14])

/** The error as it is thrown on: `database_away` where the database and not the query is why. */
export function toStorageError(error: unknown): unknown {
  return isAway(error) ? new StorageError('database_away', 'The database does not answer.', { cause: error }) : error
}

function isAway(error: unknown): boolean {
  if (!(error instanceof Error) || error instanceof StorageError) return false
  if ('errcode' in error) return SQLITE_CODES.has(Number(error.errcode) & 0xff)
  const code = 'code' in error ? String(error.code) : ''
  if (SOCKET_CODES.has(code) || POSTGRES_CODES.test(code)) return true
  return WORDS.some((words) => error.message.startsWith(words))
}
