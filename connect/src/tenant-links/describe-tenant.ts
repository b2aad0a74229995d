import type { TenantState } from '../api/states.ts'
import type { Kit } from '../kit.ts'
import { recheckLink } from './confirm-link.ts'

/** Milliseconds after which the hub is asked again where its launcher leads. */
const MODULE_URL_AGE = 5_000

/** How a tenant's link stands, for the admin's page. Never waits for the hub. */
export async function describeTenant<Tx>(kit: Kit<Tx>, tenantId: string): Promise<TenantState> {
  const { feature, link, owed, users } = await kit.store.transaction(async (records, tx) => ({
    feature: (await kit.tenants.find(tx, tenantId))?.feature ?? 'off',
    link: await records.tenantLinks.findHeldOfTenant(tenantId),
    owed: await records.owedEnds.ofTenant(tenantId),
    users: await records.userLinks.ofTenant(tenantId),
  }))
  if (!link) return { state: 'off', feature, endOwed: owed.length > 0 }

  const { id: linkId, organizationId, organizationName } = link
  if (link.state === 'pending') return { state: 'connecting', feature, linkId, organizationName, since: link.pendingAt }

  if (kit.now() - link.checkedAt > MODULE_URL_AGE) recheckLink(kit, link).catch(() => {})
  const linkedUsers = users.filter((user) => user.state === 'active').length
  const named = { feature, linkId, organizationId, organizationName, linkedUsers }
  if (link.suspendedAt !== null) return { ...named, state: 'suspended', since: link.suspendedAt }
  return {
    ...named,
    state: 'on',
    linkedBy: link.adminName,
    since: link.activeAt,
    moduleUrl: link.moduleUrl,
  }
}
