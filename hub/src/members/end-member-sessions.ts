import { inTransaction } from '@lanyard/storage'
import type { Actor } from '../actor.ts'
import { recordAct } from '../audit/record-act.ts'
import type { Hub } from '../hub.ts'
import { newId } from '../ids.ts'
import type { MemberId } from '../ids.ts'
import { lockMembers } from '../organizations/lock-organization.ts'
import { endProductSessions } from '../product-sessions/end-product-sessions.ts'
import { assertMayAdminister } from './assert-may-administer.ts'
import { getMember } from './find-member.ts'
import type { Member } from './member.ts'
import { raiseEpoch } from './raise-epoch.ts'

/**
 * Ends the sessions of a member at every client: the epoch rises and what tells them is there in one commit. The session at
 * the hub is another matter, because it may serve other organizations too.
 *
 * @param request.by a master of the organization, the operator, or the person
 * @throws {Refusal} `not_a_master`, `member_unknown`
 */
export async function endMemberSessions(
  hub: Pick<Hub, 'db' | 'now'>,
  { member: id, by }: { readonly member: MemberId; readonly by: Actor },
): Promise<Member> {
  return inTransaction(hub, async (hub) => {
    const { organization } = await getMember(hub, id)
    await lockMembers(hub.db, organization)
    if (by !== `member:${id}`) await assertMayAdminister(hub.db, by, organization)
    const member = await raiseEpoch(hub.db, id)
    const auditId = newId('aud')
    await endProductSessions(hub, [member], { reason: 'sessions_ended', auditId })
    const { account } = member
    await recordAct(hub, { auditId, organization, actor: by, action: 'member.end_sessions', subject: id, account })
    return member
  })
}
