import type { Actor } from '../actor.ts'
import type { Hub } from '../hub.ts'
import type { MemberId } from '../ids.ts'
import { lockMembers } from '../organizations/lock-organization.ts'
import { assertMayAdminister } from './assert-may-administer.ts'
import { assertNotSuspended } from './assert-not-suspended.ts'
import { getMember } from './find-member.ts'
import type { Member } from './member.ts'

/**
 * A member whose status or role is about to be changed by somebody who may do that, as they are until the commit: nobody
 * else of the organization is changed meanwhile.
 *
 * @throws {Refusal} `not_a_master`, `member_unknown`, `organization_suspended`
 */
export async function lockMember(
  hub: Pick<Hub, 'db'>,
  { member: id, by }: { readonly member: MemberId; readonly by: Actor },
): Promise<Member> {
  const { organization } = await getMember(hub, id)
  await lockMembers(hub.db, organization)
  await assertMayAdminister(hub.db, by, organization)
  await assertNotSuspended(hub, organization)
  return getMember(hub, id)
}
