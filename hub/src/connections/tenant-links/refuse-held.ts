import type { Hub } from '../../hub.ts'
import type { OrganizationId } from '../../ids.ts'
import { getDeployment, getModule } from '../../catalogue/modules/catalogue.ts'
import type { Deployment } from '../../catalogue/modules/module.ts'
import { getOrganization } from '../../people/organizations/find-organization.ts'
import { Refusal } from '../../refusal.ts'
import { findInTheWay } from './held-links-store.ts'
import type { TenantLinkRequest } from './tenant-link.ts'

/**
 * Refuses when another link holds the tenant or the organization. Of a tenant that is held, its partner is named; of an
 * organization, to a master of it, which other tenant it is connected to, in which region and since when (A12).
 *
 * @throws {Refusal} `organization_already_linked`, `tenant_already_linked`
 */
export async function refuseHeld(
  hub: Pick<Hub, 'db' | 'config' | 'now'>,
  request: Pick<TenantLinkRequest, 'id' | 'tenant'>,
  organization: OrganizationId,
  deployment: Deployment,
): Promise<void> {
  const { id, tenant } = request
  const pair = { id, module: deployment.module, organization, deployment: deployment.id, tenant: tenant.id }
  const inTheWay = await findInTheWay(hub.db, pair, hub.now())
  const module = await getModule(hub, deployment.module)
  if (inTheWay.tenant !== null) {
    throw new Refusal('tenant_already_linked', {
      organization: (await getOrganization(hub, inTheWay.tenant.organization)).name,
      module: module.name,
    })
  }
  if (inTheWay.organization !== null) {
    const holder = inTheWay.organization
    const { region, origin } = await getDeployment(hub, holder.deployment)
    throw new Refusal('organization_already_linked', {
      organization: (await getOrganization(hub, organization)).name,
      module: module.name,
      tenant: holder.tenant.name,
      tenantId: holder.tenant.id,
      region,
      ...(origin !== null && { origin }),
      since: holder.state === 'active' ? holder.activatedAt : holder.approvedAt,
      link: holder.id,
    })
  }
}
