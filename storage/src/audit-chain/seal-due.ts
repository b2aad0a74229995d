import { sealEntries } from './seal-entries.ts'
import type { AuditSource } from './tables.ts'

/** Milliseconds that an entry waits, so that those which are being committed come in their order. */
const SETTLING = 2000
/** How far back a quick look goes; what took longer to commit is found by a thorough one. */
const LOOK_BACK = 900_000

type Part = Parameters<typeof sealEntries>[0] & {
  readonly now: () => number
  readonly log: { info(event: Readonly<Record<string, unknown>>): void }
}

/**
 * Seals the entries of a part that are not sealed yet. Each batch's hash goes into the log: wherever the log is kept, a head
 * is kept that the database cannot take back.
 *
 * @param look.thorough looks at all entries there are, not at the latest alone
 */
export async function sealDue(
  part: Part,
  sources: readonly AuditSource[],
  { thorough }: { readonly thorough: boolean },
): Promise<void> {
  const now = part.now()
  const since = thorough ? 0 : now - LOOK_BACK
  const batches = await sealEntries(part, { sources, since, until: now - SETTLING, now })
  for (const { chain, n, entries, hash } of batches) part.log.info({ event: 'audit_sealed', chain, n, entries, hash })
}
