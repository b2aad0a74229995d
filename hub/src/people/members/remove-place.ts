import type { Actor } from '../../actor.ts'
import type { Hub } from '../../hub.ts'
import type { MemberId } from '../../ids.ts'
import { Refusal } from '../../refusal.ts'
import type { JoinedMember } from './member.ts'
import * as members from './members-store.ts'

/**
 * Ends a member's place, at a new epoch and a new term: its row stays for the case that the person comes back. What the
 * place gave is the caller's to end in the same commit.
 *
 * @throws {Refusal} `member_unknown`: removed already, or only invited
 */
export async function removePlace(
  { db, now }: Pick<Hub, 'db' | 'now'>,
  { member, by }: { readonly member: MemberId; readonly by: Actor },
): Promise<JoinedMember> {
  const removed = await members.remove(db, { id: member, at: now(), by })
  if (removed === null || removed.status === 'invited') throw new Refusal('member_unknown')
  return removed
}
