import type { Kysely } from 'kysely'
import type { Ledger } from '../../db/schema.ts'
import { assertAnotherMaster } from './assert-another-master.ts'
import type { Member, Role } from './member.ts'
import * as members from './members-store.ts'

/**
 * Gives a member another role. What follows from it is the caller's to do in the same commit, under the lock of
 * `lockMembers`.
 *
 * @returns null where the member has that role already
 * @throws {Refusal} `last_master`
 */
export async function setRole(db: Kysely<Ledger>, member: Member, role: Role): Promise<Member | null> {
  if (role === 'member') await assertAnotherMaster(db, member)
  return members.setRole(db, member.id, role)
}
