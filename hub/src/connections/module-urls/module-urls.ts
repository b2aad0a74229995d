import type { Hub } from '../../hub.ts'
import type { DeploymentId, MemberId, ModuleId, OrganizationId } from '../../ids.ts'
import type { Member } from '../../people/members/member.ts'
import * as moduleUrls from './module-urls-store.ts'

/** Where the launcher sends a member for a module, and who chose it. */
export interface ModuleUrl {
  readonly deployment: DeploymentId
  readonly chosenBy: 'organization' | 'member'
}

/** By module; a module that is missing has "No address". */
export async function listOrganizationModuleUrls(
  hub: Pick<Hub, 'db'>,
  organization: OrganizationId,
): Promise<ReadonlyMap<ModuleId, DeploymentId>> {
  return moduleUrls.listOfOrganization(hub.db, organization)
}

/** By module; a module that is missing is "As my organization". */
export async function listOwnModuleUrls(
  hub: Pick<Hub, 'db'>,
  member: MemberId,
): Promise<ReadonlyMap<ModuleId, DeploymentId>> {
  return moduleUrls.listOfMember(hub.db, member)
}

/** What counts for a member, by module: own beats organization's (A10). */
export async function moduleUrlsOf(
  hub: Pick<Hub, 'db'>,
  member: Pick<Member, 'id' | 'organization'>,
): Promise<ReadonlyMap<ModuleId, ModuleUrl>> {
  const urls = new Map<ModuleId, ModuleUrl>()
  for (const [module, deployment] of await moduleUrls.listOfOrganization(hub.db, member.organization)) {
    urls.set(module, { deployment, chosenBy: 'organization' })
  }
  for (const [module, deployment] of await moduleUrls.listOfMember(hub.db, member.id)) {
    urls.set(module, { deployment, chosenBy: 'member' })
  }
  return urls
}

/** The same for one module; null for "No address". */
export async function moduleUrlOf(
  hub: Pick<Hub, 'db'>,
  member: Pick<Member, 'id' | 'organization'>,
  module: ModuleId,
): Promise<ModuleUrl | null> {
  return (await moduleUrlsOf(hub, member)).get(module) ?? null
}
