import type { Hub } from '../hub.ts'
import type { AuditId } from '../ids.ts'
import type { ActiveMember, InactiveMember } from '../members/member.ts'
import * as events from './events-store.ts'
import type { ActiveLink } from './tenant-link.ts'

/**
 * UNLINK_BY_EPOCH: puts a member's new epoch into the log of the one deployment whose user link they end, with the tenant
 * link that it stands under, in the commit that raises it. Other deployments hear the epoch with the next token; what
 * they hold of the member is not touched by it.
 *
 * The caller holds the tenant link: no later one of the same sides can name a lower epoch.
 */
export async function announceUnlink(
  hub: Pick<Hub, 'db' | 'now'>,
  member: ActiveMember | InactiveMember,
  { link, auditId }: { readonly link: Pick<ActiveLink, 'id' | 'deployment'>; readonly auditId: AuditId },
): Promise<void> {
  const { account: sub, organization, epoch } = member
  const content = { type: 'member_epoch', sub, organization, epoch, reason: 'unlinked', link: link.id } as const
  await events.append(hub.db, link.deployment, { at: hub.now(), auditId, content })
}
