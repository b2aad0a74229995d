import type { AuditEntry } from './entry.ts'

/** The last entry of a page: the next page begins after it. */
export type Place = Pick<AuditEntry, 'at' | 'id'>

/**
 * A page of what was found, and the place of its end as an address holds it; null where nothing follows.
 *
 * @param found one more than a page has, where there are more
 */
export function cutPage<Found extends Place>(
  found: readonly Found[],
  most: number,
): { readonly shown: readonly Found[]; readonly next: string | null } {
  const shown = found.slice(0, most)
  const last = found.length > most ? shown.at(-1) : undefined
  return { shown, next: last === undefined ? null : `${last.at}.${last.id}` }
}

/** Null for what no page has as the address of its next one. */
export function readPlace(text: string): Place | null {
  const [, at, id] = /^(\d{1,15})\.([\w-]{1,100})$/.exec(text) ?? []
  return at === undefined || id === undefined ? null : { at: Number(at), id }
}
