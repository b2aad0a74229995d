import { type SealingOptions, sealDue } from '@lanyard/storage/audit-chain'
import type { Psa } from '../psa.ts'
import { auditSources } from './audit-source.ts'

/**
 * Seals the acts that are not sealed yet, the PSA's own and the kit's.
 *
 * @param options.thorough looks at all acts there are, not at the latest alone
 */
export async function sealActs(psa: Pick<Psa, 'db' | 'now' | 'log'>, options: SealingOptions): Promise<void> {
  await sealDue(psa, auditSources, options)
}
