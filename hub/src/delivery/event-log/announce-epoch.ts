import type { Hub } from '../../hub.ts'
import type { AuditId } from '../../ids.ts'
import { announce, type Announcement } from './announce.ts'
import type { EpochReason, RaisedMember } from './events.ts'
import * as linkedDeployments from './linked-deployments-store.ts'

interface Raised {
  readonly reason: EpochReason
  readonly auditId: AuditId
}

/**
 * MEMBER_EPOCH: puts the new epochs of members into the log of every deployment that their organization has an active
 * link with, in the commit that raises them. Those are the ones that may hold sessions of the members or tokens that
 * could still become one: a token names a link only while that link is active, and a session dies with its link.
 *
 * The caller holds the locks of `lockMembers`. A confirm takes its counterpart, so a link becomes active either before
 * this reads the list, or after the new epoch is there for every token that names the link.
 */
export async function announceEpochs(
  hub: Pick<Hub, 'db' | 'now'>,
  members: readonly RaisedMember[],
  { reason, auditId }: Raised,
): Promise<void> {
  const organizations = [...new Set(members.map(({ organization }) => organization))]
  const linked = new Map(
    await Promise.all(organizations.map(async (id) => [id, await linkedDeployments.listLinked(hub.db, id)] as const)),
  )
  const announcements = members.flatMap((member) =>
    (linked.get(member.organization) ?? []).map((deployment) => epochEvent(member, { deployment }, reason)),
  )
  await announce(hub, announcements, { auditId })
}

/** What tells a member's new epoch to one deployment. */
export function epochEvent(
  { account: sub, organization, epoch }: RaisedMember,
  { deployment }: Pick<Announcement, 'deployment'>,
  reason: EpochReason,
): Announcement {
  return { deployment, organization, content: { type: 'member_epoch', sub, organization, epoch, reason } }
}
