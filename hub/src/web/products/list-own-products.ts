import type { Account } from '../../people/accounts/account.ts'
import type { Instant } from '../../clock.ts'
import type { Hub } from '../../hub.ts'
import type { LinkId } from '../../ids.ts'
import type { ActiveMember } from '../../people/members/member.ts'
import { called } from '../../messages/en/called.ts'
import { regions } from '../../messages/en/regions.ts'
import { listDeployments, listModules, listSubscribedModules } from '../../catalogue/modules/catalogue.ts'
import { signInAddress } from '../../connections/launcher/sign-in-address.ts'
import { listActiveLinks } from '../../connections/tenant-links/find-links.ts'
import { listOwnUserLinks } from '../../connections/user-links/list-user-links.ts'

/** A product of the organization, and a person's link there. */
export interface OwnProduct {
  /** The module's name. */
  readonly product: string
  /** The company and region that the organization is connected to; null where it is not. */
  readonly connected: { readonly link: LinkId; readonly company: string; readonly region: string } | null
  /** The person's own link; null where they have none. */
  readonly linked: { readonly since: Instant; readonly unlinking: boolean } | null
  /** Where the product logs them in. */
  readonly address: string | null
}

/** Every product that the organization uses or is connected to, in the catalogue's order. */
export async function listOwnProducts(
  hub: Pick<Hub, 'db' | 'config'>,
  { account, member }: { readonly account: Account; readonly member: ActiveMember },
): Promise<readonly OwnProduct[]> {
  const subscribed = await listSubscribedModules(hub, member.organization)
  const deployments = await listDeployments(hub)
  const links = await listActiveLinks(hub, member.organization)
  const own = await listOwnUserLinks(
    hub,
    account.id,
    links.map(({ id }) => id),
  )
  return (await listModules(hub)).flatMap(({ id: module, name: product }): OwnProduct[] => {
    const link = links.find((active) => active.module === module)
    const home = deployments.find(({ id }) => id === link?.deployment)
    if (link === undefined || home === undefined) {
      return subscribed.has(module) ? [{ product, connected: null, linked: null, address: null }] : []
    }
    return [
      {
        product,
        connected: { link: link.id, company: called(link.tenant), region: regions[home.region] },
        linked: own.find((userLink) => userLink.link === link.id) ?? null,
        address: signInAddress(hub, home, { username: account.username, organization: member.organization }),
      },
    ]
  })
}
