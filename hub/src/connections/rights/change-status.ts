import { inTransaction } from '@lanyard/storage'
import type { Caller } from '../../actor.ts'
import { recordAct } from '../../records/audit/record-act.ts'
import type { Hub } from '../../hub.ts'
import { newId } from '../../ids.ts'
import type { AuditId, MemberId } from '../../ids.ts'
import { endLinksOfLeavers } from './end-links-of-leavers.ts'
import { endProductSessions } from '../../delivery/product-sessions/end-product-sessions.ts'
import type { EpochReason } from '../../delivery/event-log/events.ts'
import { endDelegations } from './end-delegations.ts'
import { lockMember } from '../../people/members/lock-member.ts'
import type { Member } from '../../people/members/member.ts'
import { setStatus } from '../../people/members/set-status.ts'

interface Change {
  readonly member: MemberId
  readonly by: Caller
  /** The act, for the page that shows what products answer. */
  readonly auditId?: AuditId
}

/**
 * Lets an inactive member in again. What was said about them before stays void (the epoch rises), and links that
 * products deleted meanwhile do not come back. An active member stays as they are.
 *
 * @throws {Refusal} `not_a_master`, `proof_required`, `member_unknown` (also for one who never accepted the invitation)
 */
export async function activateMember(hub: Pick<Hub, 'db' | 'now' | 'config'>, change: Change): Promise<Member> {
  return changeStatus(hub, change, 'active', 'reactivated')
}

/**
 * Shuts a member out of the organization: of the hub at once, of every connected product by an event with the new epoch,
 * all in one commit (T27), with what they gave as a master and no one has used yet. Their memberships elsewhere are untouched. An inactive member stays as they are.
 *
 * @throws {Refusal} `not_a_master`, `proof_required`, `last_master`, `member_unknown` (also for one who never accepted the invitation)
 */
export async function deactivateMember(hub: Pick<Hub, 'db' | 'now' | 'config'>, change: Change): Promise<Member> {
  return changeStatus(hub, change, 'inactive', 'deactivated')
}

async function changeStatus(
  hub: Pick<Hub, 'db' | 'now' | 'config'>,
  { member: id, by, auditId = newId('aud') }: Change,
  to: 'active' | 'inactive',
  reason: EpochReason,
): Promise<Member> {
  return inTransaction(hub, async (hub) => {
    const action = to === 'active' ? 'member.activate' : 'member.deactivate'
    const { member: before, may } = await lockMember(hub, action, { member: id, by })
    const after = await setStatus(hub, before, { to, by: may.actor })
    if (after === null) return before
    await endProductSessions(hub, [after], { reason, auditId })
    if (to === 'inactive') {
      await endDelegations(hub, [id], { organization: before.organization, auditId })
      await endLinksOfLeavers(hub, [after.account])
    }
    await recordAct(hub, {
      auditId,
      organization: before.organization,
      ...may,
      subject: id,
      account: after.account,
      details: { epoch: after.epoch },
    })
    return after
  })
}
