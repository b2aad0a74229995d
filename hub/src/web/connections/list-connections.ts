import type { Hub } from '../../hub.ts'
import type { OrganizationId } from '../../ids.ts'
import { called } from '../../messages/en/called.ts'
import { regions } from '../../messages/en/regions.ts'
import { listDeployments, listModules } from '../../catalogue/modules/catalogue.ts'
import { listActiveLinks } from '../../connections/tenant-links/find-links.ts'
import { listUserLinks } from '../../connections/user-links/list-user-links.ts'
import type { Connection } from './connections-page.ts'

/** The active tenant links of an organization, with the names that people know them by. */
export async function listConnections(
  hub: Pick<Hub, 'db' | 'config'>,
  organization: OrganizationId,
): Promise<readonly Connection[]> {
  const links = await listActiveLinks(hub, organization)
  const modules = await listModules(hub)
  const deployments = await listDeployments(hub)
  const people = await listUserLinks(
    hub,
    links.map(({ id }) => id),
  )
  return links.flatMap(({ id, module, deployment, tenant, activatedAt }) => {
    const product = modules.find((known) => known.id === module)
    const home = deployments.find((known) => known.id === deployment)
    if (product === undefined || home === undefined) return []
    const peopleLinked = people.filter(({ link }) => link === id).length
    const region = regions[home.region]
    return [{ link: id, module: product.name, company: called(tenant), region, since: activatedAt, peopleLinked }]
  })
}
