import type { UserState } from '../api/states.ts'
import type { Kit } from '../kit.ts'
import { EVERYONE, mayLink } from './may-link.ts'

/** How one person's link stands, for their own settings. */
export async function describeUser<Tx>(kit: Kit<Tx>, userId: string): Promise<UserState> {
  return kit.store.transaction(async (records, tx): Promise<UserState> => {
    const user = await kit.users.find(tx, userId)
    if (!user) return { state: 'unavailable', reason: 'user_barred' }
    const link = await records.userLinks.findOfUser(userId)
    if (link?.state === 'active') {
      const { accountName, organizationName, linkedAt, lastUsedAt } = link
      return { state: 'linked', accountName, organizationName, since: linkedAt, lastUsedAt }
    }
    const tenantLink = await records.tenantLinks.findHeldOfTenant(user.tenantId)
    if (tenantLink?.state !== 'active') return { state: 'unavailable', reason: 'tenant_not_linked' }
    if (tenantLink.suspendedAt !== null) return { state: 'unavailable', reason: 'link_suspended' }
    const tenant = await kit.tenants.find(tx, user.tenantId)
    if (tenant?.feature !== 'on') return { state: 'unavailable', reason: 'not_invited' }
    const policy = (await records.policies.find(user.tenantId)) ?? EVERYONE
    return mayLink(user, user.tenantId, policy)
      ? { state: 'unlinked' }
      : { state: 'unavailable', reason: 'user_barred' }
  })
}

/** Who of a tenant is linked, to which account, for the admin's list. */
export async function linkedUsers(kit: Kit<unknown>, tenantId: string) {
  const links = await kit.store.records.userLinks.ofTenant(tenantId)
  const active = links.filter((link) => link.state === 'active')
  return new Map(active.map(({ userId, accountName, linkedAt }) => [userId, { accountName, since: linkedAt }]))
}
