import { StorageError } from '../storage-error.ts'
import type { OwnDatabase } from './owner.ts'

type Place = Pick<OwnDatabase<never>, 'variable' | 'location'>

/**
 * Says in words why a database does not open, under the name of the variable. Never the location of a server, which may hold
 * a password.
 *
 * @throws {StorageError} `database_unavailable`, `location_unknown`
 */
export async function explainOpening<Result>(place: Place, open: () => Promise<Result>): Promise<Result> {
  try {
    return await open()
  } catch (cause) {
    if (cause instanceof StorageError && cause.code === 'location_unknown') {
      throw new StorageError('location_unknown', `${place.variable}: ${cause.message}`, { cause })
    }
    const isAway = cause instanceof StorageError && cause.code === 'database_away'
    const reason = reasonOf(isAway ? cause.cause : cause, place.location) ?? (isAway ? 'it does not answer' : null)
    if (reason === null) throw cause
    throw new StorageError('database_unavailable', `${place.variable}: ${reason}`, { cause })
  }
}

/** PostgreSQL's (appendix A of its manual), the system's, and SQLite's (rescode.html); null for any other. */
function reasonOf(error: unknown, location: string): string | null {
  if (!(error instanceof Error)) return null
  const code = 'code' in error ? String(error.code) : ''
  const server = serverOf(location)
  if ('errcode' in error) return sqliteReason(Number(error.errcode), location)
  if (code === '28P01' || code === '28000')
    return `the server ${server.host} refuses user "${server.user}" or the password`
  if (code === '3D000') return `the server ${server.host} has no database "${server.database}"`
  if (code === '42501') return `user "${server.user}" may not use database "${server.database}" of ${server.host}`
  if (code === '53300') return `the server ${server.host} has no connection left`
  if (code === '57P03') return `the server ${server.host} is starting up or shutting down`
  if (/password must be a string/.test(error.message))
    return `the server ${server.host} asks for a password, and none is given`
  const said = SYSTEM_REASONS[code]
  if (said !== undefined)
    return location.startsWith('sqlite:')
      ? `${fileOf(location)} cannot be opened: ${said}`
      : `the server ${server.host} is not reached: ${said}`
  return null
}

function sqliteReason(errcode: number, location: string): string | null {
  const said = SQLITE_REASONS[errcode & 0xff]
  return said === undefined ? null : `${fileOf(location)} ${said}`
}

/** What came; a file's name holds no password. */
function fileOf(location: string): string {
  return `the file ${location.slice('sqlite:'.length)}`
}

const SQLITE_REASONS: Readonly<Record<number, string>> = {
  5: 'is locked by another process for too long',
  8: 'may only be read, and has to be written',
  10: 'cannot be read or written',
  11: 'is damaged',
  13: 'cannot be written: the disk is full',
  14: 'cannot be opened; its folder has to be there and be writable',
  26: 'is no SQLite database',
}

const SYSTEM_REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'its name is not known',
  EAI_AGAIN: 'its name cannot be looked up now',
  ETIMEDOUT: 'it does not answer',
  EHOSTUNREACH: 'there is no way to it',
  ENETUNREACH: 'there is no way to it',
  ECONNRESET: 'it broke the connection off',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system may only be read',
  EISDIR: 'it is a folder',
  ENOENT: 'there is no such place, and none can be made',
  EEXIST: 'a folder on the way is a file',
  ENOTDIR: 'a folder on the way is a file',
  ENOSPC: 'the disk is full',
}

function serverOf(location: string): { readonly host: string; readonly user: string; readonly database: string } {
  const url = location.startsWith('sqlite:') ? null : URL.parse(location)
  return {
    host: url?.host || 'of the location',
    user: decodeURIComponent(url?.username ?? ''),
    database: decodeURIComponent(url?.pathname.slice(1) ?? ''),
  }
}
