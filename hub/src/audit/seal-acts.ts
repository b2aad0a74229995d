import { sealEntries } from '@lanyard/storage/audit-chain'
import { type Instant, MINUTE, SECOND } from '../clock.ts'
import type { Hub } from '../hub.ts'
import { auditSources } from './audit-source.ts'

/** Milliseconds that an act waits, so that those which are being committed come in their order. */
const SETTLING = 2 * SECOND
/** How far back a quick look goes; what took longer to commit is found by a thorough one. */
const LOOK_BACK = 15 * MINUTE

/**
 * Seals the acts that are not sealed yet. Each batch's hash goes into the log: wherever the log is kept, a head is kept
 * that the database cannot take back.
 *
 * @param thorough looks at all acts there are, not at the latest alone
 */
export async function sealActs(
  hub: Pick<Hub, 'db' | 'now' | 'log'>,
  { thorough }: { readonly thorough: boolean },
): Promise<void> {
  const now = hub.now()
  const since: Instant = thorough ? 0 : now - LOOK_BACK
  const batches = await sealEntries(hub, { sources: auditSources, since, until: now - SETTLING, now })
  for (const { chain, n, entries, hash } of batches) hub.log.info({ event: 'audit_sealed', chain, n, entries, hash })
}
