import { Refusal } from '../refusal.ts'
import type { Membership } from './memberships-of.ts'

/** Why an inactive member is kept out (A22): by themselves, or with everybody of their organization. */
export function refuseInactive({ organization: { name, suspendedAt } }: Pick<Membership, 'organization'>): Refusal {
  return new Refusal(suspendedAt === null ? 'member_inactive' : 'organization_suspended', { organization: name })
}
