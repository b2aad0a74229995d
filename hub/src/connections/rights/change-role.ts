import { inTransaction } from '@lanyard/storage'
import type { Caller } from '../../actor.ts'
import { recordAct } from '../../records/audit/record-act.ts'
import type { Hub } from '../../hub.ts'
import { newId } from '../../ids.ts'
import type { AuditId, MemberId } from '../../ids.ts'
import { noteRaised } from '../../people/invitations/note-raised.ts'
import { endProductSessions } from '../../delivery/product-sessions/end-product-sessions.ts'
import { endDelegations } from './end-delegations.ts'
import { lockMember } from '../../people/members/lock-member.ts'
import type { Member, Role } from '../../people/members/member.ts'
import { raiseEpoch } from '../../people/members/raise-epoch.ts'
import { setRole } from '../../people/members/set-role.ts'

interface Change {
  readonly member: MemberId
  readonly by: Caller
  /** The act, for the page that shows what products answer. */
  readonly auditId?: AuditId
}

/**
 * Lets a member administer the organization and connect it to products.
 *
 * @throws {Refusal} `not_a_master`, `proof_required`, `member_unknown`
 */
export async function makeMaster(hub: Pick<Hub, 'db' | 'now' | 'config'>, change: Change): Promise<Member> {
  return changeRole(hub, change, 'master')
}

/**
 * Takes a master's rights away: what clients were told of them is void, and sessions there begin again, as a member's.
 * What they gave as a master and no one has used yet ends, in the same commit and for good.
 *
 * @throws {Refusal} `not_a_master`, `proof_required`, `last_master`, `member_unknown`
 */
export async function makeMember(hub: Pick<Hub, 'db' | 'now' | 'config'>, change: Change): Promise<Member> {
  return changeRole(hub, change, 'member')
}

async function changeRole(
  hub: Pick<Hub, 'db' | 'now' | 'config'>,
  { member: id, by, auditId = newId('aud') }: Change,
  role: Role,
): Promise<Member> {
  return inTransaction(hub, async (hub) => {
    const action = role === 'master' ? 'member.make_master' : 'member.make_member'
    const { member: before, may } = await lockMember(hub, action, { member: id, by })
    const changed = await setRole(hub.db, before, role)
    if (changed === null) return before
    if (role === 'member' && changed.status !== 'invited') {
      await endProductSessions(hub, [await raiseEpoch(hub.db, id)], { reason: 'sessions_ended', auditId })
      await endDelegations(hub, [id], { organization: before.organization, auditId })
    }
    if (changed.status === 'invited') await noteRaised(hub, changed, role === 'master' ? may.actor : null)
    await recordAct(hub, {
      auditId,
      organization: before.organization,
      ...may,
      subject: id,
      account: changed.account,
    })
    return changed
  })
}
