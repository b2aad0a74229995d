import { inTransaction } from '@lanyard/storage'
import type { Caller } from '../../actor.ts'
import type { Permit } from '../../records/acts/guarded-act.ts'
import { recordAct } from '../../records/audit/record-act.ts'
import type { Hub } from '../../hub.ts'
import { type AuditId, newId } from '../../ids.ts'
import type { MemberId } from '../../ids.ts'
import { endLinksOfLeavers } from './end-links-of-leavers.ts'
import { endAtOtherClients } from '../../delivery/product-sessions/end-product-sessions.ts'
import { Refusal } from '../../refusal.ts'
import { announce } from '../../delivery/event-log/announce.ts'
import { epochEvent } from '../../delivery/event-log/announce-epoch.ts'
import { holdActiveLinks } from '../tenant-links/find-links.ts'
import { unlinkEvent } from '../../delivery/event-log/unlink-event.ts'
import { requestAllUnlinks } from '../user-links/unlink-user.ts'
import { assertAnotherMaster } from '../../people/members/assert-another-master.ts'
import { endDelegations } from './end-delegations.ts'
import { lockMember } from '../../people/members/lock-member.ts'
import type { Member } from '../../people/members/member.ts'
import { removePlace } from '../../people/members/remove-place.ts'

interface Removal {
  readonly member: MemberId
  readonly by: Caller
  /** The act, for the page that shows what products answer. */
  readonly auditId?: AuditId
}

/**
 * Takes a person out of the organization. As a deactivation ends their sessions, this ends their user links in its
 * products as well, all in one commit; their account and their other organizations stay. Who is invited again
 * comes back without links.
 *
 * @throws {Refusal} `not_a_master`, `proof_required`, `last_master`, `member_unknown` (also for one who is only invited: withdraw that),
 *   `organization_suspended`
 */
export async function removeMember(
  hub: Pick<Hub, 'db' | 'now' | 'config'>,
  { member: id, by, auditId = newId('aud') }: Removal,
): Promise<void> {
  return inTransaction(hub, async (hub) => {
    const { member: before, may } = await lockMember(hub, 'member.remove', { member: id, by })
    if (before.status === 'invited') throw new Refusal('member_unknown')
    await assertAnotherMaster(hub.db, before)
    await removePlaces(hub, [before], { may, auditId })
  })
}

/**
 * The part of {@link removeMember} for a caller that has decided that these may go, and holds the locks of `lockMembers`.
 *
 * Every deployment with an active link hears first that the member is shut out, and then, UNLINK_BY_EPOCH, the same epoch
 * with that link's name, so that what was linked before this commit ends there, also where the report of it has not
 * arrived yet.
 */
export async function removePlaces(
  hub: Pick<Hub, 'db' | 'now' | 'config'>,
  places: readonly Pick<Member, 'id' | 'organization'>[],
  { may, auditId }: { readonly may: Permit<'member.remove'>; readonly auditId: AuditId },
): Promise<void> {
  const announcements = []
  for (const { id, organization } of places) {
    const removed = await removePlace(hub, { member: id, by: may.actor })
    const { account, epoch } = removed
    const links = await holdActiveLinks(hub, organization)
    await requestAllUnlinks(hub, removed)
    await endAtOtherClients(hub, [removed], { auditId })
    await endDelegations(hub, [id], { organization, auditId })
    await endLinksOfLeavers(hub, [account])
    for (const link of links) announcements.push(epochEvent(removed, link, 'deactivated'), unlinkEvent(removed, link))
    await recordAct(hub, { auditId, organization, ...may, subject: id, account, details: { epoch } })
  }
  await announce(hub, announcements, { auditId })
}
