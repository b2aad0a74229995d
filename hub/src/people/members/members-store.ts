import type { ExpressionBuilder, Insertable, Kysely } from 'kysely'
import type { Actor } from '../../actor.ts'
import type { Instant } from '../../clock.ts'
import { locksRows } from '../../db/locks-rows.ts'
import type { Ledger } from '../../db/schema.ts'
import type { AccountId, MemberId, OrganizationId } from '../../ids.ts'
import { toMember } from './member-row.ts'
import type { Member, Role, StoredStatus } from './member.ts'

/** @returns null when the account is a member of the organization already */
export async function insert(db: Kysely<Ledger>, row: Insertable<Ledger['members']>): Promise<Member | null> {
  const inserted = await db
    .insertInto('members')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst()
  return inserted ? toMember(inserted) : null
}

/** Offered places, whose addresses have none in the organization; the caller has locked it. */
export async function insertOffered(
  db: Kysely<Ledger>,
  rows: readonly Insertable<Ledger['members']>[],
): Promise<Member[]> {
  if (rows.length === 0) return []
  return (await db.insertInto('members').values(rows).returningAll().execute()).map(toMember)
}

const withOrganization = (db: Kysely<Ledger>) =>
  db
    .selectFrom('members')
    .innerJoin('organizations', 'organizations.id', 'members.organization')
    .selectAll('members')
    .select('organizations.suspended_at')

/** The rows that are found, and their organizations', stay as they are read until the commit. */
const heldWithOrganization = (db: Kysely<Ledger>) =>
  withOrganization(db).$if(locksRows(db), (query) => query.forShare(['members', 'organizations']))

export async function find(db: Kysely<Ledger>, id: MemberId): Promise<Member | null> {
  const row = await withOrganization(db).where('members.id', '=', id).executeTakeFirst()
  return row ? toMember(row) : null
}

export async function findAndHold(db: Kysely<Ledger>, id: MemberId): Promise<Member | null> {
  const row = await heldWithOrganization(db).where('members.id', '=', id).executeTakeFirst()
  return row ? toMember(row) : null
}

export async function findByAccount(
  db: Kysely<Ledger>,
  account: AccountId,
  organization: OrganizationId,
): Promise<Member | null> {
  const row = await withOrganization(db).where(isPlaceOf(account, organization)).executeTakeFirst()
  return row ? toMember(row) : null
}

export async function findByAccountAndHold(
  db: Kysely<Ledger>,
  account: AccountId,
  organization: OrganizationId,
): Promise<Member | null> {
  const row = await heldWithOrganization(db).where(isPlaceOf(account, organization)).executeTakeFirst()
  return row ? toMember(row) : null
}

const isPlaceOf = (account: AccountId, organization: OrganizationId) => (where: ExpressionBuilder<Ledger, 'members'>) =>
  where.and([where('members.account', '=', account), where('members.organization', '=', organization)])

/** Which of these addresses, in lower case, have a place in the organization. */
export async function listTakenEmails(
  db: Kysely<Ledger>,
  organization: OrganizationId,
  keys: readonly string[],
): Promise<Map<string, { readonly id: MemberId; readonly status: StoredStatus }>> {
  if (keys.length === 0) return new Map()
  const rows = await db
    .selectFrom('members')
    .select(['email_key', 'id', 'status'])
    .where('organization', '=', organization)
    .where('email_key', 'in', keys)
    .where('removed_at', 'is', null)
    .execute()
  return new Map(rows.map(({ email_key: key, id, status }) => [key, { id, status }]))
}

/** The accounts of everyone who is active there, in one role alone or in any. */
export async function listActiveAccounts(
  db: Kysely<Ledger>,
  organization: OrganizationId,
  role?: Role,
): Promise<AccountId[]> {
  const rows = await db
    .selectFrom('members')
    .select('account')
    .where('organization', '=', organization)
    .where('status', '=', 'active')
    .$call((query) => (role === undefined ? query : query.where('role', '=', role)))
    .execute()
  return rows.flatMap(({ account }) => account ?? [])
}

export async function listOfAccount(db: Kysely<Ledger>, account: AccountId): Promise<Member[]> {
  const rows = await withOrganization(db)
    .where('members.account', '=', account)
    .where('members.removed_at', 'is', null)
    .execute()
  return rows.map(toMember)
}

export async function listAccountsWithActivePlace(
  db: Kysely<Ledger>,
  accounts: readonly AccountId[],
): Promise<AccountId[]> {
  const rows = await db
    .selectFrom('members')
    .innerJoin('organizations', 'organizations.id', 'members.organization')
    .select('members.account')
    .distinct()
    .where('members.account', 'in', accounts)
    .where('members.status', '=', 'active')
    .where('members.removed_at', 'is', null)
    .where('organizations.suspended_at', 'is', null)
    .execute()
  return rows.flatMap(({ account }) => account ?? [])
}

export async function countOtherActiveMasters(db: Kysely<Ledger>, member: Member): Promise<number> {
  const { count } = await db
    .selectFrom('members')
    .select((expression) => expression.fn.countAll<number>().as('count'))
    .where('organization', '=', member.organization)
    .where('status', '=', 'active')
    .where('role', '=', 'master')
    .where('id', '<>', member.id)
    .executeTakeFirstOrThrow()
  return count
}

export async function setStatus(
  db: Kysely<Ledger>,
  change: {
    readonly id: MemberId
    readonly from: StoredStatus
    readonly to: StoredStatus
    readonly at: Instant
    readonly by: Actor
  },
): Promise<Member | null> {
  const row = await db
    .updateTable('members')
    .set((expression) => ({
      status: change.to,
      status_at: change.at,
      status_by: change.by,
      epoch: expression('epoch', '+', 1),
      ...(change.to === 'inactive' && { term: expression('term', '+', 1) }),
    }))
    .where('id', '=', change.id)
    .where('status', '=', change.from)
    .returningAll()
    .executeTakeFirst()
  return row ? toMember(row) : null
}

export async function setRole(db: Kysely<Ledger>, id: MemberId, role: Role): Promise<Member | null> {
  const row = await db
    .updateTable('members')
    .set({ role })
    .where('id', '=', id)
    .where('role', '<>', role)
    .returningAll()
    .executeTakeFirst()
  return row ? toMember(row) : null
}

export async function raiseEpoch(db: Kysely<Ledger>, id: MemberId): Promise<Member | null> {
  const row = await db
    .updateTable('members')
    .set((expression) => ({ epoch: expression('epoch', '+', 1) }))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst()
  return row ? toMember(row) : null
}

/** An invited place is taken by an account. */
export async function join(
  db: Kysely<Ledger>,
  place: { readonly id: MemberId; readonly account: AccountId; readonly at: Instant; readonly by: Actor },
): Promise<Member | null> {
  const row = await db
    .updateTable('members')
    .set({ account: place.account, status: 'active', status_at: place.at, status_by: place.by })
    .where('id', '=', place.id)
    .where('status', '=', 'invited')
    .returningAll()
    .executeTakeFirst()
  return row ? toMember(row) : null
}

/** The right itself has ended, be it for a moment. */
export async function raiseTerm(db: Kysely<Ledger>, id: MemberId): Promise<Member | null> {
  const row = await db
    .updateTable('members')
    .set((expression) => ({ epoch: expression('epoch', '+', 1), term: expression('term', '+', 1) }))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst()
  return row ? toMember(row) : null
}

/** The right of everyone who works there has ended, in one go. */
export async function raiseTermsOfActive(db: Kysely<Ledger>, organization: OrganizationId): Promise<Member[]> {
  const rows = await db
    .updateTable('members')
    .set((expression) => ({ epoch: expression('epoch', '+', 1), term: expression('term', '+', 1) }))
    .where('organization', '=', organization)
    .where('status', '=', 'active')
    .returningAll()
    .execute()
  return rows.map(toMember)
}

/** @returns null where it was removed before */
export async function remove(
  db: Kysely<Ledger>,
  { id, at, by }: { readonly id: MemberId; readonly at: Instant; readonly by: Actor },
): Promise<Member | null> {
  const row = await db
    .updateTable('members')
    .set((expression) => ({
      status: 'inactive',
      status_at: at,
      status_by: by,
      removed_at: at,
      epoch: expression('epoch', '+', 1),
      term: expression('term', '+', 1),
    }))
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .returningAll()
    .executeTakeFirst()
  return row ? toMember(row) : null
}

interface Return extends Pick<Member, 'id' | 'email' | 'role'> {
  readonly at: Instant
  readonly by: Actor
}

/** A place that was removed is its account's again, at an epoch of its own. @returns null where it is not removed */
export async function restorePlace(db: Kysely<Ledger>, place: Return): Promise<Member | null> {
  const { id, email, role, at, by } = place
  const row = await db
    .updateTable('members')
    .set((expression) => ({
      email,
      email_key: email.toLowerCase(),
      role,
      status: 'active',
      status_at: at,
      status_by: by,
      removed_at: null,
      epoch: expression('epoch', '+', 1),
    }))
    .where('id', '=', id)
    .where('removed_at', 'is not', null)
    .returningAll()
    .executeTakeFirst()
  return row ? toMember(row) : null
}

export async function removeInvited(db: Kysely<Ledger>, id: MemberId): Promise<boolean> {
  const row = await db
    .deleteFrom('members')
    .where('id', '=', id)
    .where('status', '=', 'invited')
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}
