import type { Actor } from '../../actor.ts'
import type { Hub } from '../../hub.ts'
import type { Member } from '../members/member.ts'
import * as invitations from './invitations-store.ts'

/**
 * The role of a place that no one has taken was changed: who made it a master's stands behind the invitation from now on,
 * beside who sent it; null where it is a member's again. In the transaction of the caller, who holds the lock of
 * `lockMembers`.
 */
export async function noteRaised(hub: Pick<Hub, 'db'>, { id }: Pick<Member, 'id'>, by: Actor | null): Promise<void> {
  await invitations.setRaisedBy(hub.db, id, by)
}
