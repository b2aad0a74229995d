import { type CeremonyRefusal, refuseCeremony } from '../../refusal.ts'
import type { Membership } from './memberships-of.ts'

/** Why an inactive member is kept out (A22): by themselves, or with everyone of their organization. */
export function refuseInactive({
  organization: { name, suspendedAt },
}: Pick<Membership, 'organization'>): CeremonyRefusal {
  return refuseCeremony(suspendedAt === null ? 'member_inactive' : 'organization_suspended', { organization: name })
}
