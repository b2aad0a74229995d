import type { Actor } from '../../actor.ts'
import type { Hub } from '../../hub.ts'
import type { Member } from '../members/member.ts'

/**
 * The role of a place that no one has taken was changed: who made it a master's stands behind the invitation from now on,
 * beside who sent it; null where it is a member's again. In the transaction of the caller, who holds the lock of
 * `lockMembers`.
 */
export async function noteRaised(hub: Pick<Hub, 'db'>, { id }: Pick<Member, 'id'>, by: Actor | null): Promise<void> {
  await hub.db
    .updateTable('invitations')
    .set({ raised_by: by })
    .where('member', '=', id)
    .where('ended_at', 'is', null)
    .execute()
}
