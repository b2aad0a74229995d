import { deleteRows, partsOf } from '@lanyard/storage'
import type { ExpressionBuilder, Kysely, Selectable } from 'kysely'
import type { Instant } from '../../clock.ts'
import type { Ledger } from '../../db/schema.ts'
import type { AccountId, OrganizationId } from '../../ids.ts'
import type { ProductSession } from './product-session.ts'

type Row = Selectable<Ledger['product_sessions']>

export async function find(db: Kysely<Ledger>, { client, sid }: ProductSession): Promise<Row | null> {
  const query = db.selectFrom('product_sessions').selectAll().where('client', '=', client).where('sid', '=', sid)
  return (await query.executeTakeFirst()) ?? null
}

/** Writes down that it is live at this moment, whatever it was before. */
export async function record(db: Kysely<Ledger>, session: ProductSession, at: Instant): Promise<void> {
  const { client, sid, hubSession, account, organization } = session
  const now = { account, organization, last_at: at, ended_at: null }
  await db
    .insertInto('product_sessions')
    .values({ client, sid, hub_session: hubSession, first_at: at, ...now })
    .onConflict((conflict) => conflict.columns(['client', 'sid']).doUpdateSet(now))
    .execute()
}

/** Ends what is live of a session at the hub. @returns each one that was */
export async function endOf(db: Kysely<Ledger>, hubSession: string, at: Instant): Promise<ProductSession[]> {
  const rows = await db
    .updateTable('product_sessions')
    .set({ ended_at: at })
    .where('hub_session', '=', hubSession)
    .where('ended_at', 'is', null)
    .returningAll()
    .execute()
  return rows.map(toProductSession)
}

/** Members in one statement. */
const BATCH = 1000

/** Ends what is live of these members in their organizations, whatever session at the hub it began by. */
export async function endOfMembers(
  db: Kysely<Ledger>,
  members: readonly { readonly account: AccountId; readonly organization: OrganizationId }[],
  at: Instant,
): Promise<ProductSession[]> {
  const ended: Row[] = []
  for (const [organization, inside] of Map.groupBy(members, (member) => member.organization)) {
    for (const part of partsOf(inside, BATCH)) {
      const accounts = part.map(({ account }) => account)
      const rows = await db
        .updateTable('product_sessions')
        .set({ ended_at: at })
        .where('account', 'in', accounts)
        .where('organization', '=', organization)
        .where('ended_at', 'is', null)
        .returningAll()
        .execute()
      ended.push(...rows)
    }
  }
  return ended.map(toProductSession)
}

/** Live ones by account; `since`: the session at the hub of an older one has lapsed. */
export async function countOf(
  db: Kysely<Ledger>,
  sought: { readonly organization: OrganizationId; readonly accounts: readonly AccountId[]; readonly since: Instant },
): Promise<Map<AccountId, number>> {
  const { organization, accounts, since } = sought
  if (accounts.length === 0) return new Map()
  const rows = await db
    .selectFrom('product_sessions')
    .select(({ fn }) => ['account', fn.countAll<number>().as('count')])
    .where('organization', '=', organization)
    .where('account', 'in', accounts)
    .where('ended_at', 'is', null)
    .where('last_at', '>', since)
    .groupBy('account')
    .execute()
  return new Map(rows.map(({ account, count }) => [account, count]))
}

/** Ends what is live at a client through an organization, of one account or of everyone. */
export async function endAt(
  db: Kysely<Ledger>,
  where: { readonly client: string; readonly organization: OrganizationId; readonly account?: AccountId },
  at: Instant,
): Promise<void> {
  const { client, organization, account } = where
  const query = db
    .updateTable('product_sessions')
    .set({ ended_at: at })
    .where('client', '=', client)
    .where('organization', '=', organization)
    .where('ended_at', 'is', null)
  await (account === undefined ? query : query.where('account', '=', account)).execute()
}

/** Ends what is live of an account at a client, through whatever organization. @returns each one that was */
export async function endOfAccountAt(
  db: Kysely<Ledger>,
  { client, account }: { readonly client: string; readonly account: AccountId },
  at: Instant,
): Promise<ProductSession[]> {
  const rows = await db
    .updateTable('product_sessions')
    .set({ ended_at: at })
    .where('client', '=', client)
    .where('account', '=', account)
    .where('ended_at', 'is', null)
    .returningAll()
    .execute()
  return rows.map(toProductSession)
}

/** Live ones of an account; `since` as for {@link countOf}. */
export async function listLiveOf(db: Kysely<Ledger>, account: AccountId, since: Instant) {
  return db
    .selectFrom('product_sessions')
    .select(['client', 'organization', 'first_at as since'])
    .where('account', '=', account)
    .where('ended_at', 'is', null)
    .where('last_at', '>', since)
    .execute()
}

export async function pruneEnded(db: Kysely<Ledger>, before: Instant, signal?: AbortSignal): Promise<void> {
  const ended = { from: 'product_sessions', key: ['client', 'sid'] } as const
  await deleteRows(db, { ...ended, where: (row) => row('ended_at', '<', before) }, signal)
}

/** Sessions at the hub of which no client got a sign-in since, in pages by their `uid`. */
export async function listUnusedSince(db: Kysely<Ledger>, before: Instant, after: string): Promise<string[]> {
  const rows = await db
    .selectFrom('product_sessions')
    .select('hub_session')
    .distinct()
    .where('ended_at', 'is', null)
    .where('last_at', '<', before)
    .where('hub_session', '>', after)
    .orderBy('hub_session')
    .limit(500)
    .execute()
  return rows.map((row) => row.hub_session)
}

/** Forgets what is live by name only: its sessions at the hub have lapsed. */
export async function pruneLapsed(
  db: Kysely<Ledger>,
  hubSessions: readonly string[],
  before: Instant,
  signal?: AbortSignal,
): Promise<void> {
  if (hubSessions.length === 0) return
  const where = (row: ExpressionBuilder<Ledger, 'product_sessions'>) =>
    row.and([row('hub_session', 'in', hubSessions), row('ended_at', 'is', null), row('last_at', '<', before)])
  await deleteRows(db, { from: 'product_sessions', key: ['client', 'sid'], where }, signal)
}

function toProductSession({ client, sid, hub_session: hubSession, account, organization }: Row): ProductSession {
  return { client, sid, hubSession, account, organization }
}
