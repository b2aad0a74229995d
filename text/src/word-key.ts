import { beginningOf } from './signs.ts'
import { tidyCopied } from './tidy-code.ts'

/** A word that people type to log in, such as a username or their company's, as it is compared and kept unique. */
export function wordKey(text: string): string {
  return tidyCopied(text).toLowerCase()
}

/** Each key that a row of that word may have, also one that version 0.1.0 wrote, the most exact one first. */
export function wordKeys(text: string): readonly string[] {
  const plain = beginningOf(text).trim().toLowerCase()
  return [...new Set([plain, plain.normalize('NFKC').toLowerCase(), wordKey(text)])]
}

/** Of the rows that {@link wordKeys} found, the one that is meant. */
export function mostExact<Row>(rows: readonly Row[], keys: readonly string[], keyOf: (row: Row) => string): Row | null {
  return rows.toSorted((one, other) => keys.indexOf(keyOf(one)) - keys.indexOf(keyOf(other)))[0] ?? null
}
