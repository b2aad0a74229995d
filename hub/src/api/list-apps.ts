import type { Hub } from '../hub.ts'
import type { AccountId, DeploymentId, LinkId } from '../ids.ts'
import { findMembership } from '../people/members/find-member.ts'
import { tilesOf } from '../connections/launcher/tiles-of.ts'
import { Refusal } from '../refusal.ts'
import { findTenantLink } from '../connections/tenant-links/find-links.ts'
import { writeTile } from './wire.ts'

/**
 * The app menu of a person who is signed in to a product: the tiles that they see in the launcher (A1).
 *
 * @throws {Refusal} `link_unknown` (not an active link of that deployment), `member_unknown`, `member_inactive`
 */
export async function listApps(
  hub: Pick<Hub, 'db' | 'config'>,
  asked: { readonly link: LinkId; readonly deployment: DeploymentId; readonly sub: AccountId },
): Promise<readonly ReturnType<typeof writeTile>[]> {
  const link = await findTenantLink(hub, asked.link)
  if (link?.state !== 'active' || link.deployment !== asked.deployment) throw new Refusal('link_unknown')
  const member = await findMembership(hub, asked.sub, link.organization)
  if (member === null) throw new Refusal('member_unknown')
  if (member.status !== 'active') throw new Refusal('member_inactive')
  return (await tilesOf(hub, member)).map(writeTile)
}
