import type { LocalUser } from '../api/host.ts'
import type { LinkPolicy } from '../records/link-policy.ts'
import { isEmployeeOf } from '../tenant-links/activate-link.ts'

/** Before an admin chose otherwise. */
export const EVERYONE: LinkPolicy = { kind: 'everyone' }

/** May this person link an account: an active employee of the tenant whom its admin lets (A14)? */
export function mayLink(user: LocalUser | null, tenantId: string, policy: LinkPolicy): user is LocalUser {
  if (!isEmployeeOf(user, tenantId)) return false
  if (policy.kind === 'roles') return policy.roles.includes(user.role)
  return policy.kind === 'everyone' || policy.users.includes(user.id)
}
