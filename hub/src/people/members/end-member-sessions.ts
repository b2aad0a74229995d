import { inTransaction } from '@lanyard/storage'
import type { Caller } from '../../actor.ts'
import { permit } from '../permits/permit.ts'
import { recordAct } from '../../records/audit/record-act.ts'
import type { Hub } from '../../hub.ts'
import { newId } from '../../ids.ts'
import type { AuditId, MemberId } from '../../ids.ts'
import { lockMembers } from '../organizations/lock-organization.ts'
import { endProductSessions } from '../../delivery/product-sessions/end-product-sessions.ts'
import { getMember } from './find-member.ts'
import type { Member } from './member.ts'
import { endTerm } from './raise-epoch.ts'

interface End {
  readonly member: MemberId
  readonly by: Caller
  /** The act, by which a page shows what products answer. */
  readonly auditId?: AuditId
}

/**
 * Ends a member's sessions in the organization: at the hub, where a session serves their other organizations on and this
 * one never again, and at every client. What tells the clients is there in the same commit. The person may log in again.
 *
 * @param request.by a master of the organization, the operator, or the person
 * @throws {Refusal} `not_a_master`, `proof_required`, `member_unknown`
 */
export async function endMemberSessions(
  hub: Pick<Hub, 'db' | 'now' | 'config'>,
  { member: id, by, auditId = newId('aud') }: End,
): Promise<Member> {
  return inTransaction(hub, async (hub) => {
    const { organization } = await getMember(hub, id)
    await lockMembers(hub.db, organization)
    const may = await permit(hub, 'member.end_sessions', by, { organization, member: id })
    const member = await endTerm(hub.db, id)
    await endProductSessions(hub, [member], { reason: 'sessions_ended', auditId })
    const { account } = member
    await recordAct(hub, { auditId, organization, ...may, subject: id, account })
    return member
  })
}
