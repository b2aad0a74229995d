import { foldName } from './fold-name.ts'

/**
 * The key by which names are sorted, and searched: {@link foldName} with each letter apart from its marks, so that Ü comes
 * after U, and not after Z.
 */
export function nameKey(name: string): string {
  return foldName(name).normalize('NFD')
}

/** In the order of their names: the same on every database, and in every language of a server. */
export function byName<Row>(rows: readonly Row[], nameOf: (row: Row) => string): Row[] {
  const keyed = rows.map((row) => ({ row, key: nameKey(nameOf(row)) }))
  keyed.sort((one, other) => (one.key < other.key ? -1 : Number(one.key > other.key)))
  return keyed.map(({ row }) => row)
}
