import type { Kysely } from 'kysely'
import type { Ledger } from '../../db/schema.ts'
import type { Hub } from '../../hub.ts'
import type { AccountId, MemberId, OrganizationId } from '../../ids.ts'
import { Refusal } from '../../refusal.ts'
import type { Member } from './member.ts'
import * as members from './members-store.ts'

/** @throws {Refusal} `member_unknown`: there is none, or no more */
export async function getMember(hub: Pick<Hub, 'db'>, id: MemberId): Promise<Member> {
  const member = await members.find(hub.db, id)
  if (member === null || member.removedAt !== null) throw new Refusal('member_unknown')
  return member
}

/** Whose place it is, or was; null where no one has taken it. For what has happened, which removed people are named in, too. */
export async function findAccountOf(hub: Pick<Hub, 'db'>, id: MemberId): Promise<AccountId | null> {
  return (await members.find(hub.db, id))?.account ?? null
}

/** The account's place in an organization, whatever its status; null where it has none. */
export async function findMembership(
  hub: Pick<Hub, 'db'>,
  account: AccountId,
  organization: OrganizationId,
): Promise<Member | null> {
  const member = await members.findByAccount(hub.db, account, organization)
  return member?.removedAt === null ? member : null
}

/** The same, as it stays until the commit that relies on it. */
export async function holdMembership(
  db: Kysely<Ledger>,
  account: AccountId,
  organization: OrganizationId,
): Promise<Member | null> {
  const member = await members.findByAccountAndHold(db, account, organization)
  return member?.removedAt === null ? member : null
}

/**
 * Whether the account has a place in the organization, or had one that was removed; held until the commit.
 *
 * `removed` ends what was there, and begins nothing.
 */
export async function holdPlaceOf(
  db: Kysely<Ledger>,
  account: AccountId,
  organization: OrganizationId,
): Promise<'member' | 'removed' | null> {
  const member = await members.findByAccountAndHold(db, account, organization)
  if (member === null) return null
  return member.removedAt === null ? 'member' : 'removed'
}

/**
 * A member whose role and status stay as they are read until the commit that relies on them.
 *
 * @throws {Refusal} `member_unknown`
 */
export async function holdMember(db: Kysely<Ledger>, id: MemberId): Promise<Member> {
  const member = await members.findAndHold(db, id)
  if (member === null) throw new Refusal('member_unknown')
  return member
}
