import { findAccountById } from '../../people/accounts/find-account.ts'
import type { Hub } from '../../hub.ts'
import type { DeploymentId, ModuleId } from '../../ids.ts'
import type { ActiveMember } from '../../people/members/member.ts'
import { listActiveLinks } from '../tenant-links/find-links.ts'
import type { ActiveLink } from '../tenant-links/tenant-link.ts'
import { listLinkedUnder } from '../user-links/report-user-link.ts'
import { listDeployments, listModules, listSubscribedModules } from '../../catalogue/modules/catalogue.ts'
import type { Deployment } from '../../catalogue/modules/module.ts'
import { moduleUrlsOf } from '../module-urls/module-urls.ts'
import { signInAddress } from './sign-in-address.ts'
import type { Tile, TileState } from './tile.ts'

/** Every module of the catalogue as it stands for a member, in the catalogue's order. */
export async function tilesOf(hub: Pick<Hub, 'db' | 'config'>, member: ActiveMember): Promise<readonly Tile[]> {
  const deployments = new Map((await listDeployments(hub)).map((deployment) => [deployment.id, deployment]))
  const find = (id?: DeploymentId) => (id === undefined ? null : (deployments.get(id) ?? null))
  const subscribed = await listSubscribedModules(hub, member.organization)
  const urls = await moduleUrlsOf(hub, member)
  const links = await linksByModule(hub, member)
  const username = (await findAccountById(hub, member.account))?.username ?? ''
  return (await listModules(hub)).map((module): Tile => {
    const url = urls.get(module.id)
    const deployment = find(url?.deployment)
    const link = links.get(module.id)
    const linked = find(link?.deployment)
    const state = stateOf({ subscribed: subscribed.has(module.id), link, deployment })
    return {
      module,
      state,
      deployment,
      chosenBy: url?.chosenBy ?? null,
      wrongRegion: linked !== null && deployment !== null && linked.id !== deployment.id ? { linked } : null,
      url:
        state === 'not_subscribed'
          ? null
          : signInAddress(hub, deployment, { username, organization: member.organization }),
    }
  })
}

interface Standing {
  readonly subscribed: boolean
  readonly link: (ActiveLink & { readonly userLinked: boolean }) | undefined
  readonly deployment: Deployment | null
}

/** In the order in which it has to be mended: by the operator, by a master and an admin, by a master, by the person. */
function stateOf({ subscribed, link, deployment }: Standing): TileState {
  if (!subscribed) return 'not_subscribed'
  if (link === undefined) return 'not_connected'
  if (deployment === null || deployment.origin === null) return 'unreachable'
  return link.userLinked ? 'ready' : 'link_your_account'
}

async function linksByModule(
  hub: Pick<Hub, 'db'>,
  member: ActiveMember,
): Promise<ReadonlyMap<ModuleId, ActiveLink & { readonly userLinked: boolean }>> {
  const links = await listActiveLinks(hub, member.organization)
  const ids = links.map((link) => link.id)
  const linked = await listLinkedUnder(hub, member.account, ids)
  return new Map(links.map((link) => [link.module, { ...link, userLinked: linked.has(link.id) }]))
}
