import type { Hub } from '../hub.ts'
import type { AccountId, AuditId } from '../ids.ts'
import { announceEpochs } from '../tenant-links/announce-epoch.ts'
import { lockPlacesOf } from './lock-places.ts'
import * as members from './members-store.ts'

/**
 * Voids what products were told about an account, in all of its organizations at once: their sessions of it end. In the
 * transaction of whoever calls.
 */
export async function raiseEpochsOf(
  hub: Pick<Hub, 'db' | 'now'>,
  account: AccountId,
  { auditId }: { readonly auditId: AuditId },
): Promise<void> {
  const raised = []
  for (const { id } of await lockPlacesOf(hub, account)) {
    const member = await members.raiseEpoch(hub.db, id)
    if (member !== null && member.status !== 'invited') raised.push(member)
  }
  await announceEpochs(hub, raised, { reason: 'sessions_ended', auditId })
}
