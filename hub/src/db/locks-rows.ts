import { dialectOf } from '@lanyard/storage'

/**
 * Does this database lock single rows? For `$if(locksRows(db), (query) => query.forShare())`: what a commit relies on
 * must stay so until the commit. On SQLite a transaction that writes is alone, and there is nothing to say.
 */
export function locksRows(db: Parameters<typeof dialectOf>[0]): boolean {
  return dialectOf(db) === 'postgres'
}
