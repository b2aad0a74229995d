import type { TenantId } from '../ids.ts'
import type { Psa } from '../psa.ts'
import type { Invitation } from './invitation.ts'
import * as invitations from './invitation-store.ts'

export function findInvitation(psa: Pick<Psa, 'db'>, tenant: TenantId): Promise<Invitation> {
  return invitations.find(psa.db, tenant)
}

export function findInvitationRequest(
  psa: Pick<Psa, 'db'>,
  tenant: TenantId,
): Promise<invitations.InvitationRequest | null> {
  return invitations.findRequest(psa.db, tenant)
}

/** Who waits for an invitation, the longest first: what reaches the operator (A3). */
export function listInvitationRequests(psa: Pick<Psa, 'db'>) {
  return invitations.listRequests(psa.db)
}
