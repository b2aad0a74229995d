import { inTransaction } from '@lanyard/storage'
import type { Doer } from '../actor.ts'
import { permit } from '../acts/permit.ts'
import { recordAct } from '../audit/record-act.ts'
import type { Hub } from '../hub.ts'
import { newId } from '../ids.ts'
import type { MemberId } from '../ids.ts'
import { lockMembers } from '../organizations/lock-organization.ts'
import { endProductSessions } from '../product-sessions/end-product-sessions.ts'
import { getMember } from './find-member.ts'
import type { Member } from './member.ts'
import { raiseEpoch } from './raise-epoch.ts'

/**
 * Ends the sessions of a member at every client: the epoch rises and what tells them is there in one commit. The session at
 * the hub is another matter, because it may serve other organizations too.
 *
 * @param request.by a master of the organization, the operator, or the person
 * @throws {Refusal} `not_a_master`, `proof_required`, `member_unknown`
 */
export async function endMemberSessions(
  hub: Pick<Hub, 'db' | 'now' | 'config'>,
  { member: id, by }: { readonly member: MemberId; readonly by: Doer },
): Promise<Member> {
  return inTransaction(hub, async (hub) => {
    const { organization } = await getMember(hub, id)
    await lockMembers(hub.db, organization)
    const may = await permit(hub, 'member.end_sessions', by, { organization, member: id })
    const member = await raiseEpoch(hub.db, id)
    const auditId = newId('aud')
    await endProductSessions(hub, [member], { reason: 'sessions_ended', auditId })
    const { account } = member
    await recordAct(hub, { auditId, organization, ...may, subject: id, account })
    return member
  })
}
