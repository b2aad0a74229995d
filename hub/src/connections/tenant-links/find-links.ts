import type { Hub } from '../../hub.ts'
import type { DeploymentId, LinkId, OrganizationId } from '../../ids.ts'
import { getDeployment } from '../../catalogue/modules/catalogue.ts'
import type { Deployment } from '../../catalogue/modules/module.ts'
import * as heldLinks from './held-links-store.ts'
import type { ActiveLink, TenantLink } from './tenant-link.ts'
import * as tenantLinks from './tenant-links-store.ts'

interface Where {
  readonly organization: OrganizationId
  readonly deployment: DeploymentId
}

export async function findTenantLink(hub: Pick<Hub, 'db'>, id: LinkId): Promise<TenantLink | null> {
  return tenantLinks.find(hub.db, id)
}

/** A link that is active, and stays so until the commit. */
export async function holdActiveLink(hub: Pick<Hub, 'db'>, id: LinkId): Promise<ActiveLink | null> {
  return heldLinks.holdActive(hub.db, id)
}

/** The same for every active link of an organization, in the order of their ids. */
export async function holdActiveLinks(
  hub: Pick<Hub, 'db'>,
  organization: OrganizationId,
): Promise<readonly ActiveLink[]> {
  const held = []
  for (const id of (await heldLinks.listActive(hub.db, organization)).map((link) => link.id).sort()) {
    const link = await heldLinks.holdActive(hub.db, id)
    if (link !== null) held.push(link)
  }
  return held
}

/** The active link of an organization with a deployment. */
export async function findActiveLink(
  hub: Pick<Hub, 'db' | 'config'>,
  { organization, deployment }: Where,
): Promise<ActiveLink | null> {
  const { module } = await getDeployment(hub, deployment)
  const link = await heldLinks.findActiveOfModule(hub.db, organization, module)
  return link?.deployment === deployment ? link : null
}

/** Where the organization's link of the same module lives, when that is another deployment. */
export async function linkedElsewhere(
  hub: Pick<Hub, 'db' | 'config'>,
  { organization, deployment }: Where,
): Promise<Deployment | null> {
  const { module } = await getDeployment(hub, deployment)
  const link = await heldLinks.findActiveOfModule(hub.db, organization, module)
  return link === null || link.deployment === deployment ? null : getDeployment(hub, link.deployment)
}

/** Every active link of an organization, one per module at most. */
export async function listActiveLinks(
  hub: Pick<Hub, 'db'>,
  organization: OrganizationId,
): Promise<readonly ActiveLink[]> {
  return heldLinks.listActive(hub.db, organization)
}
