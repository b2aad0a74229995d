import type { Hub } from '../hub.ts'
import type { AuditId } from '../ids.ts'
import type { ActiveMember, InactiveMember } from '../members/member.ts'
import * as events from './events-store.ts'
import type { EpochReason } from './events.ts'
import { listDeploymentsWithActiveLink } from './held-links-store.ts'

/**
 * MEMBER_EPOCH: puts a member's new epoch into the log of every deployment that their organization has an active link
 * with, in the commit that raises it. Those are the ones that may hold sessions of the member or tokens that could
 * still become one: a token names a link only while that link is active, and a session dies with its link.
 *
 * The caller holds the lock of `lockMembers`. A confirm takes its counterpart, so a link becomes active either before
 * this reads the list, or after the new epoch is there for every token that names the link.
 */
export async function announceEpoch(
  hub: Pick<Hub, 'db' | 'now'>,
  member: ActiveMember | InactiveMember,
  about: Announcement,
): Promise<void> {
  await announceEpochs(hub, [member], about)
}

interface Announcement {
  readonly reason: EpochReason
  readonly auditId: AuditId
}

/** As {@link announceEpoch}, for members of several organizations at once: feeds are locked in the order of their ids. */
export async function announceEpochs(
  hub: Pick<Hub, 'db' | 'now'>,
  members: readonly (ActiveMember | InactiveMember)[],
  { reason, auditId }: Announcement,
): Promise<void> {
  const entries = []
  for (const { account: sub, organization, epoch } of members) {
    const content = { type: 'member_epoch', sub, organization, epoch, reason } as const
    for (const deployment of await listDeploymentsWithActiveLink(hub.db, organization)) {
      entries.push({ deployment, content })
    }
  }
  for (const { deployment, content } of entries.sort((one, other) => (one.deployment < other.deployment ? -1 : 1))) {
    await events.append(hub.db, deployment, { at: hub.now(), auditId, content })
  }
}
