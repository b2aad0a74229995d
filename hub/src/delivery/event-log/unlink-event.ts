import type { DeploymentId, LinkId } from '../../ids.ts'
import type { Announcement } from './announce.ts'
import type { RaisedMember } from './events.ts'

/**
 * UNLINK_BY_EPOCH: what tells a member's new epoch to the one deployment whose user link they end, with the tenant link
 * that it stands under, in the commit that raises it. Other deployments hear the epoch with the next token; what they
 * hold of the member is not touched by it.
 *
 * The caller holds the tenant link: no later one of the same sides can name a lower epoch.
 */
export function unlinkEvent(
  member: RaisedMember,
  { id: link, deployment }: { readonly id: LinkId; readonly deployment: DeploymentId },
): Announcement {
  const { account: sub, organization, epoch } = member
  const content = { type: 'member_epoch', sub, organization, epoch, reason: 'unlinked', link } as const
  return { deployment, organization, content }
}
