import type { Kysely } from 'kysely'
import type { ConnectTables } from './tables.ts'

export interface Database {
  readonly db: Kysely<ConnectTables>
  /** PostgreSQL locks rows; SQLite's transaction has the whole file. */
  readonly locksRows: boolean
}

/** For columns that a check constrains: what stands there is one of these, or the table is not the kit's. */
export function oneOf<const Values extends readonly string[]>(values: Values, value: string): Values[number] {
  const found = values.find((candidate) => candidate === value)
  if (found === undefined) throw new TypeError(`“${value}” is none of ${values.join(', ')}`)
  return found
}

/** For columns that a check ties to the row's state. */
export function present<T>(value: T | null): T {
  if (value === null) throw new TypeError('A column is empty that the state of its row fills.')
  return value
}

/** Numbers of rows as a driver counts them. */
export function count(result: { readonly numDeletedRows?: bigint; readonly numUpdatedRows?: bigint }): number {
  return Number(result.numDeletedRows ?? result.numUpdatedRows ?? 0n)
}

/** Big integers come as text from a PostgreSQL driver without a parser for them. */
export const instant = (value: number | string): number => Number(value)

export const instantOrNull = (value: number | string | null): number | null => (value === null ? null : Number(value))
