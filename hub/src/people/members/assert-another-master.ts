import type { Kysely } from 'kysely'
import type { Ledger } from '../../db/schema.ts'
import { Refusal } from '../../refusal.ts'
import { isActiveMaster } from './member.ts'
import type { Member } from './member.ts'
import * as members from './members-store.ts'

/**
 * An organization keeps at least one active master. The caller holds the lock of `lockMembers`, so that two masters who
 * leave at once do not each count on the other.
 *
 * @throws {Refusal} `last_master`
 */
export async function assertAnotherMaster(db: Kysely<Ledger>, leaving: Member): Promise<void> {
  if (isActiveMaster(leaving) && (await members.countOtherActiveMasters(db, leaving)) === 0) {
    throw new Refusal('last_master')
  }
}
