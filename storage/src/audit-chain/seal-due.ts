import { sealEntries } from './seal-entries.ts'
import type { AuditSource } from './tables.ts'

/** Milliseconds that an entry waits, so that those which are being committed come in their order. */
const SETTLING = 2000
/** How far back a quick look goes, from the last one; what took longer to commit is found by a thorough one. */
const LOOK_BACK = 900_000

/** When a look at all that was due last came to its end, by database. What is older than LOOK_BACK before it was seen. */
const lookedAt = new WeakMap<object, number>()

export interface SealingOptions {
  readonly thorough: boolean
  /** Ends it between two batches. */
  readonly signal?: AbortSignal
}

type Part = Parameters<typeof sealEntries>[0] & {
  readonly now: () => number
  readonly log: { info(entry: { readonly event: string; readonly [fact: string]: unknown }): void }
}

/**
 * Seals the entries of a part that are not sealed yet. Each batch's hash goes into the log at once: wherever the log is kept, a head
 * is kept that the database cannot take back.
 *
 * However long the database was away, the next look begins before that: an entry that waits while later ones are sealed
 * would be called backdated for ever. The first look of a process knows of none, and is thorough.
 *
 * @param options.thorough looks at all entries there are, not at the latest alone
 */
export async function sealDue(
  part: Part,
  sources: readonly AuditSource[],
  { thorough, signal }: SealingOptions,
): Promise<void> {
  const now = part.now()
  const since = thorough ? 0 : Math.min(now, lookedAt.get(part.db) ?? 0) - LOOK_BACK
  await sealEntries(part, {
    sources,
    since,
    until: now - SETTLING,
    now,
    ...(signal && { signal }),
    onSealed: ({ chain, n, entries, hash }) => part.log.info({ event: 'audit_sealed', chain, n, entries, hash }),
  })
  if (!signal?.aborted) lookedAt.set(part.db, now)
}
