import { PostgresQueryCompiler, SqliteQueryCompiler } from 'kysely'
import { StorageError } from './storage-error.ts'

/**
 * Refuses a parameter that SQLite and PostgreSQL would not store alike.
 *
 * Strings, safe integers, finite fractions, bigints, null and bytes pass. `node:sqlite` takes an object in the first
 * place for named parameters and binds null instead, and turns booleans and `undefined` into numbers and null; `pg`
 * writes dates and objects in forms of its own.
 *
 * @throws {StorageError} `parameter_refused`
 */
export function assertParameter(value: unknown): void {
  if (typeof value === 'string' || typeof value === 'bigint' || value === null) return
  if (Number.isSafeInteger(value) || (Number.isFinite(value) && !Number.isInteger(value))) return
  if (value instanceof Uint8Array) return
  throw new StorageError('parameter_refused', `A query parameter cannot be ${describeKind(value)}.`)
}

function describeKind(value: unknown): string {
  if (value instanceof Date) return 'a Date: pass its milliseconds'
  if (typeof value === 'boolean') return 'a boolean: store who and when, or 0 and 1'
  if (typeof value === 'number') return 'a number beyond the safe integers'
  if (typeof value === 'object') return 'an object: pass JSON as text'
  return typeof value
}

export class CheckedSqliteCompiler extends SqliteQueryCompiler {
  protected override appendValue(value: unknown): void {
    assertParameter(value)
    super.appendValue(value)
  }
}

export class CheckedPostgresCompiler extends PostgresQueryCompiler {
  protected override appendValue(value: unknown): void {
    assertParameter(value)
    super.appendValue(value)
  }
}
