import type { Hub } from '../../hub.ts'
import type { Member } from '../../people/members/member.ts'
import { listDeployments, listModules, listSubscribedModules } from '../../catalogue/modules/catalogue.ts'
import type { Deployment, Module } from '../../catalogue/modules/module.ts'
import { listOrganizationModuleUrls, listOwnModuleUrls } from '../../connections/module-urls/module-urls.ts'
import { listActiveLinks } from '../../connections/tenant-links/find-links.ts'

/** Everything that decides where one module opens for one member. */
export interface ModuleSetting {
  readonly module: Module
  /** Where it can open. */
  readonly deployments: readonly Deployment[]
  /** The one that the organization is connected to. */
  readonly connected: Deployment | null
  readonly ofOrganization: Deployment | null
  /** Null for "As my organization". */
  readonly own: Deployment | null
}

/** One for each module that the organization may use, in the catalogue's order. */
export async function listModuleSettings(
  hub: Pick<Hub, 'db' | 'config'>,
  member: Pick<Member, 'id' | 'organization'>,
): Promise<readonly ModuleSetting[]> {
  const subscribed = await listSubscribedModules(hub, member.organization)
  const deployments = await listDeployments(hub)
  const links = await listActiveLinks(hub, member.organization)
  const ofOrganization = await listOrganizationModuleUrls(hub, member.organization)
  const own = await listOwnModuleUrls(hub, member.id)
  const find = (id: string | undefined): Deployment | null => deployments.find((known) => known.id === id) ?? null
  return (await listModules(hub))
    .filter(({ id }) => subscribed.has(id))
    .map((module) => ({
      module,
      deployments: deployments.filter((deployment) => deployment.module === module.id),
      connected: find(links.find((link) => link.module === module.id)?.deployment),
      ofOrganization: find(ofOrganization.get(module.id)),
      own: find(own.get(module.id)),
    }))
}
