import type { Kysely } from 'kysely'
import type { Ledger } from '../../db/schema.ts'
import type { MemberId } from '../../ids.ts'
import { Refusal } from '../../refusal.ts'
import type { JoinedMember } from './member.ts'
import * as members from './members-store.ts'

/**
 * Voids what products were told about a member until now. In the transaction of the caller, who holds the lock of
 * `lockMembers` and tells the products.
 *
 * @throws {Refusal} `member_unknown` (also for one who never accepted the invitation)
 */
export async function raiseEpoch(db: Kysely<Ledger>, id: MemberId): Promise<JoinedMember> {
  const member = await members.raiseEpoch(db, id)
  if (member === null || member.status === 'invited') throw new Refusal('member_unknown')
  return member
}

/**
 * The same, and the right to be in the organization ends: no session, unfinished login or grant of before serves it again,
 * whatever comes back.
 *
 * @throws {Refusal} `member_unknown`
 */
export async function endTerm(db: Kysely<Ledger>, id: MemberId): Promise<JoinedMember> {
  const member = await members.raiseTerm(db, id)
  if (member === null || member.status === 'invited') throw new Refusal('member_unknown')
  return member
}
