import { recordActs } from '../../records/audit/record-act.ts'
import type { Hub } from '../../hub.ts'
import type { AuditId, MemberId, OrganizationId } from '../../ids.ts'
import * as invitations from './invitations-store.ts'

/**
 * Voids the open invitations that these members of an organization stand behind, in the commit that ends their right to
 * invite: it does not come back with the right. The places stay in the list of members, where another master renews them.
 *
 * The caller holds the lock of `lockMembers`, as does the acceptance of an invitation.
 */
export async function voidInvitationsOf(
  hub: Pick<Hub, 'db' | 'now'>,
  givers: readonly MemberId[],
  { organization, auditId }: { readonly organization: OrganizationId; readonly auditId: AuditId },
): Promise<void> {
  const actors = givers.map((id) => `member:${id}` as const)
  const voided = await invitations.voidOpen(hub.db, actors, hub.now())
  const act = { auditId, organization, actor: 'hub', action: 'invitation.void' } as const
  await recordActs(
    hub,
    voided.map(({ id, member }) => ({ ...act, subject: id, details: { member } })),
  )
}
