import type { Hub } from '../../hub.ts'
import type { AuditId, MemberId, OrganizationId } from '../../ids.ts'
import { voidInvitationsOf } from '../../people/invitations/void-invitations.ts'
import { endApprovalsOf } from '../tenant-links/end-approvals.ts'

/**
 * Ends what members of an organization gave as masters and no one has used yet, in the commit that ends their right to give it. What is in
 * force stays. In the transaction of the caller, who holds the locks of `lockMembers`.
 */
export async function endDelegations(
  hub: Pick<Hub, 'db' | 'now'>,
  givers: readonly MemberId[],
  { organization, auditId }: { readonly organization: OrganizationId; readonly auditId: AuditId },
): Promise<void> {
  if (givers.length === 0) return
  await voidInvitationsOf(hub, givers, { organization, auditId })
  await endApprovalsOf(hub, givers, { auditId })
}
