import { type Kysely, type Selectable, sql } from 'kysely'
import type { Instant } from '../../clock.ts'
import type { Ledger } from '../../db/schema.ts'
import type { AccountId, LinkId, OrganizationId } from '../../ids.ts'

export type UserLinkState = 'linked' | 'unlinked'

/** What became of a report: it was news, it said the same as before, or a newer one was there already. */
export type ReportOutcome = 'changed' | 'repeated' | 'outdated'

interface Report {
  readonly link: LinkId
  readonly sub: AccountId
  readonly revision: number
  readonly state: UserLinkState
}

/**
 * A report that is not newer than what is known changes nothing. Each step is a compare-and-set, so that of two reports
 * at once one is news. Who was never linked and is said not to be is no news.
 */
export async function report(db: Kysely<Ledger>, userLink: Report, at: Instant): Promise<ReportOutcome> {
  const { link, sub, revision, state } = userLink
  const first = await db
    .insertInto('user_links')
    .values({ ...userLink, reported_at: at })
    .onConflict((conflict) => conflict.doNothing())
    .returning('link')
    .executeTakeFirst()
  if (first !== undefined) return state === 'linked' ? 'changed' : 'repeated'
  const newer = () =>
    db
      .updateTable('user_links')
      .set({ revision, ...(state === 'unlinked' && { unlink_epoch: null }) })
      .where('link', '=', link)
      .where('sub', '=', sub)
      .where('revision', '<', revision)
      .returning('link')
  const changed = await newer().set({ state, reported_at: at }).where('state', '<>', state).executeTakeFirst()
  if (changed !== undefined) return 'changed'
  return (await newer().executeTakeFirst()) === undefined ? 'outdated' : 'repeated'
}

/** @returns false where the account is not linked there */
export async function requestUnlink(
  db: Kysely<Ledger>,
  { link, sub, epoch }: { readonly link: LinkId; readonly sub: AccountId; readonly epoch: number },
): Promise<boolean> {
  const row = await db
    .updateTable('user_links')
    .set({ unlink_epoch: epoch })
    .where('link', '=', link)
    .where('sub', '=', sub)
    .where('state', '=', 'linked')
    .returning('link')
    .executeTakeFirst()
  return row !== undefined
}

/**
 * The same under every tenant link that the organization has or had. Where two sides are not connected now, no event can
 * say it and a report may never have come; so it stands under one of their former links, reported or not.
 */
export async function requestAllUnlinks(
  db: Kysely<Ledger>,
  {
    sub,
    organization,
    epoch,
  }: { readonly sub: AccountId; readonly organization: OrganizationId; readonly epoch: number },
  at: Instant,
): Promise<void> {
  await db
    .updateTable('user_links')
    .set({ unlink_epoch: epoch })
    .where('sub', '=', sub)
    .where('state', '=', 'linked')
    .where('link', 'in', (query) =>
      query.selectFrom('tenant_links').select('tenant_links.id').where('organization', '=', organization),
    )
    .execute()
  const former = await listFormer(db, organization)
  if (former.length === 0) return
  const unreported = { sub, revision: 0, state: 'unlinked', reported_at: at, unlink_epoch: epoch } as const
  await db
    .insertInto('user_links')
    .values(former.map((link) => ({ link, ...unreported })))
    .onConflict((conflict) => conflict.columns(['link', 'sub']).doUpdateSet({ unlink_epoch: epoch }))
    .execute()
}

/** One link, the same each time, of each two sides that were connected and are not. */
async function listFormer(db: Kysely<Ledger>, organization: OrganizationId): Promise<readonly LinkId[]> {
  const rows = await db
    .selectFrom('tenant_links')
    .select(({ fn }) => fn.min('id').as('link'))
    .where('organization', '=', organization)
    .where('activated_at', 'is not', null)
    .groupBy(['deployment', 'tenant'])
    .having(({ fn }) => fn.count(sql`case when state = 'active' then 1 end`), '=', 0)
    .execute()
  return rows.map(({ link }) => link)
}

/** The latest request of each account, under a tenant link or an earlier one of the same two sides. */
export async function listUnlinkRequests(
  db: Kysely<Ledger>,
  link: LinkId,
): Promise<readonly { readonly sub: AccountId; readonly epoch: number }[]> {
  const rows = await db
    .selectFrom('tenant_links as present')
    .innerJoin('tenant_links as each', (join) =>
      join
        .onRef('each.organization', '=', 'present.organization')
        .onRef('each.deployment', '=', 'present.deployment')
        .onRef('each.tenant', '=', 'present.tenant'),
    )
    .innerJoin('user_links', 'user_links.link', 'each.id')
    .select(({ fn }) => ['user_links.sub', fn.max('user_links.unlink_epoch').as('epoch')])
    .where('present.id', '=', link)
    .where('user_links.unlink_epoch', 'is not', null)
    .groupBy('user_links.sub')
    .orderBy('user_links.sub')
    .execute()
  return rows.map(({ sub, epoch }) => ({ sub, epoch: Number(epoch) }))
}

export async function listOwn(
  db: Kysely<Ledger>,
  sub: AccountId,
  links: readonly LinkId[],
): Promise<Selectable<Ledger['user_links']>[]> {
  if (links.length === 0) return []
  return db
    .selectFrom('user_links')
    .selectAll()
    .where('sub', '=', sub)
    .where('link', 'in', links)
    .where('state', '=', 'linked')
    .execute()
}

export async function listLinked(db: Kysely<Ledger>, sub: AccountId, links: readonly LinkId[]): Promise<Set<LinkId>> {
  if (links.length === 0) return new Set()
  const rows = await db
    .selectFrom('user_links')
    .select('link')
    .where('sub', '=', sub)
    .where('link', 'in', links)
    .where('state', '=', 'linked')
    .execute()
  return new Set(rows.map((row) => row.link))
}

/** Everyone who is linked under one of these tenant links. */
export async function listAll(
  db: Kysely<Ledger>,
  links: readonly LinkId[],
): Promise<readonly { readonly link: LinkId; readonly sub: AccountId }[]> {
  if (links.length === 0) return []
  return db
    .selectFrom('user_links')
    .select(['link', 'sub'])
    .where('link', 'in', links)
    .where('state', '=', 'linked')
    .execute()
}
