import { recordActs } from '../../records/audit/record-act.ts'
import type { Hub } from '../../hub.ts'
import type { AuditId, MemberId } from '../../ids.ts'
import * as tenantLinks from './tenant-links-store.ts'

/**
 * MASTER_ENDS_APPROVALS: ends what these members approved and no product has confirmed, in the commit that ends their
 * right to approve, so that it does not come back with the right. There is no event: the product hears of it at the
 * confirm. Active links stay.
 *
 * The caller holds the locks of `lockMembers`. An approval takes their counterpart, so it either is found here, or comes
 * after this commit and finds no master.
 */
export async function endApprovalsOf(
  hub: Pick<Hub, 'db' | 'now'>,
  givers: readonly MemberId[],
  { auditId }: { readonly auditId: AuditId },
): Promise<void> {
  const ending = { at: hub.now(), by: 'hub', reason: 'approver_not_master' } as const
  const ended = await tenantLinks.endApproved(hub.db, await tenantLinks.lockApprovedBy(hub.db, givers), ending)
  const acts = ended.map(({ id, organization }) => ({
    auditId,
    organization,
    actor: 'hub' as const,
    action: 'tenant_link.end' as const,
    subject: id,
    details: { reason: ending.reason },
  }))
  await recordActs(hub, acts)
}
