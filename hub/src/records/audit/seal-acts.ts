import { type SealingOptions, sealDue } from '@lanyard/storage/audit-chain'
import type { Hub } from '../../hub.ts'
import { auditSources } from './audit-source.ts'

/**
 * Seals the acts that are not sealed yet.
 *
 * @param options.thorough looks at all acts there are, not at the latest alone
 */
export async function sealActs(hub: Pick<Hub, 'db' | 'now' | 'log'>, options: SealingOptions): Promise<void> {
  await sealDue(hub, auditSources, options)
}
