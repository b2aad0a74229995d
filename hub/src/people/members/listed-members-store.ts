import { inByteOrder, isLike, namedTable, resembling } from '@lanyard/storage/name-keys'
import { wordKey, wordKeys } from '@lanyard/text'
import { type ExpressionBuilder, type Kysely, type RawBuilder, sql, type SqlBool } from 'kysely'
import type { Actor } from '../../actor.ts'
import type { Ledger } from '../../db/schema.ts'
import { isMemberId } from '../../ids.ts'
import type { AccountId, MemberId, ModuleId, OrganizationId } from '../../ids.ts'
import type {
  ListedMember,
  MemberFilter,
  MemberPart,
  MemberSorting,
  NamedMember,
  FormerInviter,
} from './listed-member.ts'

/**
 * The one query that reads across the tables of several folders, so that a page of people costs the same whether there
 * are fifty of them or five thousand. It only reads.
 */

interface Sought {
  readonly organization: OrganizationId
  readonly filter: MemberFilter
}

function sortings(db: Kysely<Ledger>): Record<MemberSorting, readonly RawBuilder<unknown>[]> {
  const byName = inByteOrder(db, sql`coalesce(accounts.name_key, lower(accounts.name), members.email_key)`)
  return {
    role: [sql`members.role`, byName],
    name: [byName],
    address: [inByteOrder(db, sql`coalesce(accounts.username_key, members.email_key)`)],
    status: [sql`members.status`, byName],
  }
}

/** The id decides between namesakes, so that no one is on two pages. */
export async function list(
  db: Kysely<Ledger>,
  { organization, filter }: Sought,
  { first, most, order }: MemberPart,
): Promise<ListedMember[]> {
  const direction = order.descending ? 'desc' : 'asc'
  const rows = await matching(db, organization, filter, await meaning(db, { organization, filter }))
    .where('members.removed_at', 'is', null)
    .select([
      'members.id',
      'members.role',
      'members.status',
      'members.email',
      'members.account',
      'accounts.name',
      'accounts.username',
      'accounts.email as account_email',
    ])
    .$call((query) => sortings(db)[order.by].reduce((sorted, key) => sorted.orderBy(key, direction), query))
    .orderBy('members.id', direction)
    .limit(most)
    .offset(first)
    .execute()
  const accounts = rows.flatMap(({ account }) => account ?? [])
  const ids = rows.map(({ id }) => id)
  const withFactor = await withSecondFactor(db, accounts)
  const linked = await countLinked(db, accounts, organization)
  const invited = await openInvitations(db, ids)
  return rows.map((row) => ({
    id: row.id,
    role: row.role,
    status: row.status,
    email: row.account_email ?? row.email,
    account:
      row.account === null || row.name === null || row.username === null
        ? null
        : { id: row.account, name: row.name, username: row.username },
    hasSecondFactor: row.account !== null && withFactor.has(row.account),
    linkedProducts: row.account === null ? 0 : (linked.get(row.account) ?? 0),
    invitationExpiresAt: invited.get(row.id)?.expiresAt ?? null,
    invitationVoidedBy: invited.get(row.id)?.voidedBy ?? null,
  }))
}

/** Everyone, also those who were removed, in one query of few columns. */
export async function listNames(db: Kysely<Ledger>, organization: OrganizationId): Promise<NamedMember[]> {
  return matching(db, organization, {}, null)
    .select([
      'members.id',
      'members.email as invitedEmail',
      'members.account',
      'accounts.name',
      'accounts.username',
      'accounts.email',
    ])
    .execute()
}

export async function count(db: Kysely<Ledger>, { organization, filter }: Sought): Promise<number> {
  const { count } = await matching(db, organization, filter, await meaning(db, { organization, filter }))
    .where('members.removed_at', 'is', null)
    .select((expression) => expression.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

function matching(
  db: Kysely<Ledger>,
  organization: OrganizationId,
  filter: MemberFilter,
  meant: RawBuilder<SqlBool>[] | null,
) {
  const { id, username, joined = false, status, role, secondFactor, notLinked } = filter
  return db
    .selectFrom('members')
    .leftJoin('accounts', 'accounts.id', 'members.account')
    .where('members.organization', '=', organization)
    .$if(id !== undefined, (query) => query.where('members.id', '=', id ?? null))
    .$if(username !== undefined, (query) => query.where('accounts.username_key', 'in', wordKeys(username ?? '')))
    .$if(joined, (query) => query.where('members.account', 'is not', null))
    .$if(status !== undefined, (query) => query.where('members.status', '=', status ?? 'active'))
    .$if(role !== undefined, (query) => query.where('members.role', '=', role ?? 'member'))
    .$if(secondFactor === 'set_up', (query) => query.where(hasSecondFactor))
    .$if(secondFactor === 'missing', (query) =>
      query.where('members.account', 'is not', null).where((where) => where.not(hasSecondFactor(where))),
    )
    .$if(notLinked !== undefined, (query) =>
      query.where('members.account', 'is not', null).where((where) => where.not(isLinked(where, notLinked ?? 'any'))),
    )
    .$if(meant !== null, (query) => query.where((where) => where.or(meant ?? [])))
}

function hasSecondFactor(where: ExpressionBuilder<Ledger, 'members'>) {
  const authenticators = where
    .selectFrom('authenticators')
    .select('authenticators.id')
    .whereRef('authenticators.account', '=', 'members.account')
    .where('authenticators.confirmed_at', 'is not', null)
  const passkeys = where
    .selectFrom('passkeys')
    .select('passkeys.id')
    .whereRef('passkeys.account', '=', 'members.account')
  return where.or([where.exists(authenticators), where.exists(passkeys)])
}

function isLinked(where: ExpressionBuilder<Ledger, 'members'>, module: ModuleId | 'any') {
  const links = where
    .selectFrom('tenant_links')
    .innerJoin('user_links', 'user_links.link', 'tenant_links.id')
    .select('user_links.sub')
    .whereRef('tenant_links.organization', '=', 'members.organization')
    .where('tenant_links.state', '=', 'active')
    .whereRef('user_links.sub', '=', 'members.account')
    .where('user_links.state', '=', 'linked')
  return where.exists(module === 'any' ? links : links.where('tenant_links.module', '=', module))
}

/** Whom a search means, by a part of their name, their address or their username; null where it means everyone. */
async function meaning(
  db: Kysely<Ledger>,
  { organization, filter: { search = '' } }: Sought,
): Promise<RawBuilder<SqlBool>[] | null> {
  const among = db.selectFrom('members').select('account').where('organization', '=', organization)
  const named = await resembling(db, namedTable('accounts'), { search, among })
  const word = isLike(wordKey(search))
  return (
    named && [
      ...named,
      sql<SqlBool>`accounts.username_key ${word}`,
      sql<SqlBool>`(accounts.id is null and members.email_key ${word})`,
    ]
  )
}

async function withSecondFactor(db: Kysely<Ledger>, accounts: readonly AccountId[]): Promise<Set<AccountId>> {
  if (accounts.length === 0) return new Set()
  const rows = await db
    .selectFrom('authenticators')
    .select('account')
    .where('account', 'in', accounts)
    .where('confirmed_at', 'is not', null)
    .union(db.selectFrom('passkeys').select('account').where('account', 'in', accounts))
    .execute()
  return new Set(rows.map(({ account }) => account))
}

async function countLinked(
  db: Kysely<Ledger>,
  accounts: readonly AccountId[],
  organization: OrganizationId,
): Promise<Map<AccountId, number>> {
  if (accounts.length === 0) return new Map()
  const rows = await db
    .selectFrom('user_links')
    .innerJoin('tenant_links', 'tenant_links.id', 'user_links.link')
    .select((expression) => ['user_links.sub', expression.fn.countAll<number>().as('count')])
    .where('tenant_links.organization', '=', organization)
    .where('tenant_links.state', '=', 'active')
    .where('user_links.sub', 'in', accounts)
    .where('user_links.state', '=', 'linked')
    .groupBy('user_links.sub')
    .execute()
  return new Map(rows.map(({ sub, count }) => [sub, count]))
}

interface OpenInvitation {
  readonly expiresAt: number
  readonly voidedBy: FormerInviter | null
}

async function openInvitations(
  db: Kysely<Ledger>,
  members: readonly MemberId[],
): Promise<Map<MemberId, OpenInvitation>> {
  if (members.length === 0) return new Map()
  const rows = await db
    .selectFrom('invitations')
    .select(['member', 'expires_at', 'void_giver'])
    .where('member', 'in', members)
    .where('ended_at', 'is', null)
    .execute()
  const givers = await findGivers(
    db,
    rows.flatMap(({ void_giver: giver }) => giver ?? []),
  )
  return new Map(
    rows.map(({ member, expires_at: expiresAt, void_giver: giver }) => {
      const voidedBy = giver === null ? null : (givers.get(giver) ?? { name: null, isMaster: false })
      return [member, { expiresAt, voidedBy }]
    }),
  )
}

async function findGivers(db: Kysely<Ledger>, givers: readonly Actor[]): Promise<Map<Actor, FormerInviter>> {
  const ids = givers.map((giver) => giver.slice('member:'.length)).filter(isMemberId)
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('members')
    .leftJoin('accounts', 'accounts.id', 'members.account')
    .select(['members.id', 'members.role', 'members.status', 'accounts.name'])
    .where('members.id', 'in', ids)
    .execute()
  return new Map(
    rows.map(({ id, role, status, name }) => [
      `member:${id}`,
      { name: name || null, isMaster: role === 'master' && status === 'active' },
    ]),
  )
}
