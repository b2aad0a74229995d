import type { LocalUser } from '../api/host.ts'
import type { LinkPolicy } from '../records/link-policy.ts'

/** Before an admin chose otherwise. */
export const EVERYONE: LinkPolicy = { kind: 'everyone' }

/** May this person link an account: an active employee of the tenant whom its admin lets (A14)? */
export function mayLink(user: LocalUser | null, tenantId: string, policy: LinkPolicy): user is LocalUser {
  if (!isEmployeeOf(user, tenantId)) return false
  if (policy.kind === 'roles') return policy.roles.includes(user.role)
  return policy.kind === 'everyone' || policy.users.includes(user.id)
}

/** May this person log in here at all: an active employee of this very tenant? */
export function isEmployeeOf(user: LocalUser | null, tenantId: string): user is LocalUser {
  return user !== null && user.tenantId === tenantId && user.class === 'employee' && user.active
}
