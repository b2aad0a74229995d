import type { Ledger } from '../db/schema.ts'

/** `authenticators.secret_sealed`: every column of the ledger that holds envelopes, by the ending of its name. */
export type SealedColumn = {
  [Table in keyof Ledger]: `${Table}.${Extract<keyof Ledger[Table], `${string}_sealed`>}`
}[keyof Ledger]

/** What is known about a column of envelopes. */
interface Sealing {
  /** The column that names the row. */
  readonly id: string
  /** Before the row's id, what its envelopes are authenticated with. */
  readonly purpose: string
  /** Whether a person can no longer log in when it does not open. */
  readonly isVital: boolean
}

/** Every column of envelopes in the ledger. One that is missing here does not compile. */
export const sealedColumns: Readonly<Record<SealedColumn, Sealing>> = {
  'authenticators.secret_sealed': { id: 'id', purpose: 'authenticator', isVital: true },
  'signing_keys.jwk_sealed': { id: 'kid', purpose: 'signing_key', isVital: true },
  'notices.details_sealed': { id: 'id', purpose: 'notice', isVital: false },
}

/** The purpose under which the envelope of a row is sealed, so that it opens in no other one. */
export function purposeOf(column: SealedColumn, id: string): string {
  return `${sealedColumns[column].purpose}:${id}`
}
