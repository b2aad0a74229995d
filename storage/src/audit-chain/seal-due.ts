import { sealEntries } from './seal-entries.ts'
import type { AuditSource } from './tables.ts'

/** Milliseconds that an entry waits, so that those which are being committed come in their order. */
const SETTLING = 2000
/** How far back a quick look goes; what took longer to commit is found by a thorough one. */
const LOOK_BACK = 900_000

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
 * @param options.thorough looks at all entries there are, not at the latest alone
 */
export async function sealDue(
  part: Part,
  sources: readonly AuditSource[],
  { thorough, signal }: SealingOptions,
): Promise<void> {
  const now = part.now()
  const since = thorough ? 0 : now - LOOK_BACK
  await sealEntries(part, {
    sources,
    since,
    until: now - SETTLING,
    now,
    ...(signal && { signal }),
    onSealed: ({ chain, n, entries, hash }) => part.log.info({ event: 'audit_sealed', chain, n, entries, hash }),
  })
}
