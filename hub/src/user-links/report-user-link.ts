import { inTransaction } from '@lanyard/storage'
import type { Hub } from '../hub.ts'
import type { AccountId, DeploymentId, LinkId } from '../ids.ts'
import { findTenantLink } from '../tenant-links/find-links.ts'
import * as userLinks from './user-links-store.ts'

/**
 * A product says whether one of its users is linked to an account, for tiles and notices only: nobody's rights depend on
 * it. Ignored when the tenant link is not active or another deployment's, and when a newer report is there
 * (protocol.md, "user links").
 *
 * @returns whether it was news
 */
export async function reportUserLink(
  hub: Pick<Hub, 'db' | 'now'>,
  report: {
    readonly link: LinkId
    readonly deployment: DeploymentId
    readonly sub: AccountId
    readonly revision: number
    readonly state: 'linked' | 'unlinked'
  },
): Promise<boolean> {
  const { link: id, deployment, sub, revision, state } = report
  return inTransaction(hub, async (hub) => {
    const link = await findTenantLink(hub, id)
    if (link?.state !== 'active' || link.deployment !== deployment) return false
    return userLinks.report(hub.db, { link: id, sub, revision, state, reported_at: hub.now() })
  })
}

/** Those of these tenant links under which the account is linked to a user, as far as the products said. */
export async function listLinkedUnder(
  hub: Pick<Hub, 'db'>,
  sub: AccountId,
  links: readonly LinkId[],
): Promise<ReadonlySet<LinkId>> {
  return userLinks.listLinked(hub.db, sub, links)
}
