import type { LocalUser, Tenant } from '../api/host.ts'

/** A tenant as the callback found it. @throws {TypeError} what came from which callback */
export function checkTenant(tenant: Tenant | null): Tenant | null {
  if (tenant === null) return null
  const { id, name, feature }: Partial<Record<keyof Tenant, unknown>> = tenant
  if (typeof id !== 'string' || typeof name !== 'string') throw wrong('tenants.find', 'id and name', { id, name })
  if (!['on', 'no_new_links', 'off'].includes(String(feature))) throw wrong('tenants.find', 'feature', { feature })
  return tenant
}

/** A person as the callback found them. @throws {TypeError} what came from which callback */
export function checkUser(user: LocalUser | null): LocalUser | null {
  if (user === null) return null
  const { id, tenantId, class: kind, active, admin }: Partial<Record<keyof LocalUser, unknown>> = user
  if (typeof id !== 'string' || typeof tenantId !== 'string')
    throw wrong('users.find', 'id and tenantId', { id, tenantId })
  if (kind !== 'employee' && kind !== 'contact') throw wrong('users.find', 'class', { class: kind })
  if (typeof active !== 'boolean' || typeof admin !== 'boolean')
    throw wrong('users.find', 'active and admin', { active, admin })
  return user
}

function wrong(callback: string, what: string, came: object): TypeError {
  return new TypeError(`${callback} has to answer with ${what} as its type says; got ${JSON.stringify(came)}`)
}
