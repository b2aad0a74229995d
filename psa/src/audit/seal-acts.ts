import { sealEntries } from '@lanyard/storage/audit-chain'
import type { Psa } from '../psa.ts'
import { auditSources } from './audit-source.ts'

/** Milliseconds that an act waits, so that those which are being committed come in their order. */
const SETTLING = 2000
/** How far back a quick look goes; what took longer to commit is found by a thorough one. */
const LOOK_BACK = 900_000

/**
 * Seals the acts that are not sealed yet, the PSA's own and the kit's. Each batch's hash goes into the log: wherever the
 * log is kept, a head is kept that the database cannot take back.
 *
 * @param thorough looks at all acts there are, not at the latest alone
 */
export async function sealActs(
  psa: Pick<Psa, 'db' | 'now' | 'log'>,
  { thorough }: { readonly thorough: boolean },
): Promise<void> {
  const now = psa.now()
  const since = thorough ? 0 : now - LOOK_BACK
  const batches = await sealEntries(psa, { sources: auditSources, since, until: now - SETTLING, now })
  for (const { chain, n, entries, hash } of batches) psa.log.info({ event: 'audit_sealed', chain, n, entries, hash })
}
