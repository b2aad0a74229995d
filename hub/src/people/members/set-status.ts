import type { Actor } from '../../actor.ts'
import type { Hub } from '../../hub.ts'
import { Refusal } from '../../refusal.ts'
import { assertAnotherMaster } from './assert-another-master.ts'
import type { JoinedMember, Member } from './member.ts'
import * as members from './members-store.ts'

/**
 * Activates or deactivates a member, at a new epoch. What follows from it is the caller's to do in the same commit, under
 * the lock of `lockMembers`.
 *
 * @returns null where the member has that status already
 * @throws {Refusal} `last_master`, `member_unknown` (also for one who never accepted the invitation)
 */
export async function setStatus(
  { db, now }: Pick<Hub, 'db' | 'now'>,
  member: Member,
  { to, by }: { readonly to: 'active' | 'inactive'; readonly by: Actor },
): Promise<JoinedMember | null> {
  const { id, status: from } = member
  if (from === 'invited' || from === 'suspended') throw new Refusal('member_unknown')
  if (from === to) return null
  if (to === 'inactive') await assertAnotherMaster(db, member)
  const changed = await members.setStatus(db, { id, from, to, at: now(), by })
  if (changed === null || changed.status === 'invited') throw new Refusal('member_unknown')
  return changed
}
