import { inTransaction } from '@lanyard/storage'
import { findAccountById } from '../accounts/find-account.ts'
import { lockAccount } from '../accounts/lock-account.ts'
import type { Account } from '../accounts/account.ts'
import type { Hub } from '../hub.ts'
import type { AccountId, DeploymentId, LinkId } from '../ids.ts'
import { getModule } from '../modules/catalogue.ts'
import { queueNotice } from '../notices/queue-notice.ts'
import { findTenantLink } from '../tenant-links/find-links.ts'
import type { ActiveLink } from '../tenant-links/tenant-link.ts'
import * as userLinks from './user-links-store.ts'

/**
 * A product says whether one of its users is linked to an account, for tiles and notices only: nobody's rights depend on
 * it. Ignored when the tenant link is not active or another deployment's, and when a newer report is there
 * (protocol.md, "user links").
 *
 * The person is told when it is another state than before (T46).
 *
 * @returns whether it was news
 */
export async function reportUserLink(
  hub: Pick<Hub, 'db' | 'now' | 'config'>,
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
    // Reports about one person take turns, so that each knows what it changes. A product may report somebody unknown.
    const account = await findAccountById(hub, sub)
    if (account !== null) await lockAccount(hub.db, sub)
    const link = await findTenantLink(hub, id)
    if (link?.state !== 'active' || link.deployment !== deployment) return false
    const before = (await userLinks.findState(hub.db, { link: id, sub })) ?? 'unlinked'
    const isNews = await userLinks.report(hub.db, { link: id, sub, revision, state, reported_at: hub.now() })
    if (isNews && state !== before && account !== null) await tell(hub, account, state, link)
    return isNews
  })
}

async function tell(
  hub: Pick<Hub, 'db' | 'now' | 'config'>,
  { email, username }: Pick<Account, 'email' | 'username'>,
  state: 'linked' | 'unlinked',
  link: ActiveLink,
): Promise<void> {
  const { name: module } = await getModule(hub, link.module)
  const details = { username, module, tenant: link.tenant.name }
  await queueNotice(hub, email, { kind: `account_${state}`, details })
}

/** Those of these tenant links under which the account is linked to a user, as far as the products said. */
export async function listLinkedUnder(
  hub: Pick<Hub, 'db'>,
  sub: AccountId,
  links: readonly LinkId[],
): Promise<ReadonlySet<LinkId>> {
  return userLinks.listLinked(hub.db, sub, links)
}
