import { inTransaction } from '@lanyard/storage'
import * as emailChanges from '../../people/mailed-links/email-changes.ts'
import { findAccountById } from '../../people/accounts/find-account.ts'
import { recordAct } from '../../records/audit/record-act.ts'
import type { Hub } from '../../hub.ts'
import { type AccountId, type DeploymentId, type LinkId, newId } from '../../ids.ts'
import { holdPlaceOf } from '../../people/members/find-member.ts'
import { getModule } from '../../catalogue/modules/catalogue.ts'
import { queueNotice } from '../../records/notices/queue-notice.ts'
import { noteEnded } from '../../delivery/product-sessions/note-ended.ts'
import { findTenantLink } from '../tenant-links/find-links.ts'
import type { ActiveLink } from '../tenant-links/tenant-link.ts'
import * as userLinks from './user-links-store.ts'

/**
 * A product says whether one of its users is linked to an account, for tiles, for notices and for which organization is
 * remembered at a login: no one's rights depend on it. Ignored when the tenant link is not active or another deployment's, and when a newer report is there
 * (protocol.md, "user links"). A product speaks for members of the linked organization alone: what it says of anyone else is
 * passed over, and of a person who was removed only the end of their link counts.
 *
 * The person is told when it is another state than before (T46).
 *
 * @returns whether it was news
 */
export async function reportUserLink(
  hub: Pick<Hub, 'db' | 'now' | 'config' | 'log'>,
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
    const place = await holdPlaceOf(hub.db, sub, link.organization)
    if (place === null || (place === 'removed' && state === 'linked')) {
      hub.log.info({ event: 'user_link_passed_over', link: id, deployment, state, place })
      return false
    }
    const reported = await userLinks.report(hub.db, { link: id, sub, revision, state }, hub.now())
    if (reported === 'changed' && state === 'unlinked') {
      await noteEnded(hub, { deployment, organization: link.organization, account: sub })
    }
    if (reported === 'changed') await noteChange(hub, link, { sub, state })
    return reported !== 'outdated'
  })
}

interface Change {
  readonly sub: AccountId
  readonly state: 'linked' | 'unlinked'
}

/** An open change of address dies with it: it may be another person's who means to come in by the new link (T11). */
async function noteChange(
  hub: Pick<Hub, 'db' | 'now' | 'config'>,
  link: ActiveLink,
  { sub, state }: Change,
): Promise<void> {
  const { id, organization, deployment, module, tenant } = link
  await emailChanges.endOpen(hub.db, [sub], hub.now())
  await tell(hub, link, { sub, state })
  await recordAct(hub, {
    auditId: newId('aud'),
    organization,
    actor: `deployment:${deployment}`,
    action: 'user_link.report',
    subject: id,
    account: sub,
    details: { state, module, tenant: tenant.name },
  })
}

/** Whose account was deleted since hears nothing. */
async function tell(hub: Pick<Hub, 'db' | 'now' | 'config'>, link: ActiveLink, { sub, state }: Change): Promise<void> {
  const account = await findAccountById(hub, sub)
  if (account === null) return
  const { name: module } = await getModule(hub, link.module)
  const details = { username: account.username, module, tenant: link.tenant.name, tenantId: link.tenant.id }
  await queueNotice(hub, account.email, { kind: `account_${state}`, details })
}

/** Those of these tenant links under which the account is linked to a user, as far as the products said. */
export async function listLinkedUnder(
  hub: Pick<Hub, 'db'>,
  sub: AccountId,
  links: readonly LinkId[],
): Promise<ReadonlySet<LinkId>> {
  return userLinks.listLinked(hub.db, sub, links)
}
