import { createHash } from 'node:crypto'

/** A row of an audit table, column by column, with the table's name. */
export interface AuditEntry {
  readonly table: string
  readonly id: string
  /** Milliseconds since 1970. */
  readonly at: number
  readonly [column: string]: string | number | null
}

/**
 * The hash that an entry is sealed with: SHA-256, in hex, of the JSON Canonicalization Scheme's text (RFC 8785). Columns
 * that are null are left out, so that a column that comes with a later release changes no older entry.
 */
export function hashEntry(entry: AuditEntry): string {
  return sha256(canonicalJson(entry))
}

/** The text of RFC 8785 for an object of texts and integers, without what is null. */
export function canonicalJson(flat: object): string {
  const present = Object.entries(flat).filter(([, value]) => value !== null)
  return JSON.stringify(Object.fromEntries(present.sort(([one], [other]) => (one < other ? -1 : 1))))
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** The order within a batch: by time, then by id, code unit by code unit. */
export function byTimeAndId(one: Pick<AuditEntry, 'at' | 'id'>, other: Pick<AuditEntry, 'at' | 'id'>): number {
  return one.at - other.at || (one.id < other.id ? -1 : Number(one.id > other.id))
}
