import { type Kysely, sql } from 'kysely'
import type { Instant } from '../../clock.ts'
import type { Ledger } from '../../db/schema.ts'
import type { AccountId, AuditId, OrganizationId } from '../../ids.ts'
import { readRemainingAccess } from '../event-log/remaining-access.ts'
import { type AccessLeft, type Delivery, joinAccess } from './delivery.ts'

/** Reads across the logs of deployments and the queue of logout tokens, in the words of both; it only reads. */

export type Row = Delivery & { readonly auditId: AuditId }

/** What these acts came to at every product, as far as it concerns the organization. */
export async function listOf(
  db: Kysely<Ledger>,
  organization: OrganizationId,
  acts: readonly AuditId[],
): Promise<readonly Row[]> {
  if (acts.length === 0) return []
  return [...(await listByLog(db, organization, acts)), ...(await listByToken(db, organization, acts))]
}

async function listByLog(db: Kysely<Ledger>, organization: OrganizationId, acts: readonly AuditId[]): Promise<Row[]> {
  const rows = await db
    .selectFrom('hub_events')
    .select(({ fn }) => [
      'audit_id',
      'deployment',
      fn.countAll<number>().as('messages'),
      fn.count<number>('acknowledged_at').as('confirmed'),
      fn.min('at').as('queued_at'),
      fn.max('sent_at').as('sent_at'),
      fn.max('acknowledged_at').as('acknowledged_at'),
      sql<string | null>`max(case when acknowledged_at is null then last_error end)`.as('problem'),
    ])
    .where('organization', '=', organization)
    .where('audit_id', 'in', acts)
    .groupBy(['audit_id', 'deployment'])
    .orderBy('deployment')
    .execute()
  const access = await listAccess(db, organization, acts)
  return rows.map((row) => {
    const { messages, confirmed } = row
    return {
      access: joinAccess(access.get(`${row.audit_id} ${row.deployment}`) ?? []),
      auditId: row.audit_id,
      recipient: row.deployment,
      by: 'log',
      messages,
      confirmed,
      queuedAt: row.queued_at,
      sentAt: row.sent_at,
      answeredAt: confirmed === messages ? row.acknowledged_at : null,
      problem: row.problem,
      nextTryAt: null,
      givenUp: false,
    }
  })
}

/** What products said that still opens them, by act and deployment; few differ, however many people an act is about. */
async function listAccess(
  db: Kysely<Ledger>,
  organization: OrganizationId,
  acts: readonly AuditId[],
): Promise<ReadonlyMap<string, readonly AccessLeft[]>> {
  const rows = await db
    .selectFrom('hub_events')
    .select(['audit_id', 'deployment', 'awaits_access', 'remaining_access'])
    .distinct()
    .where('organization', '=', organization)
    .where('audit_id', 'in', acts)
    .where('type', '=', 'member_epoch')
    .execute()
  const byRecipient = Map.groupBy(rows, ({ audit_id, deployment }) => `${audit_id} ${deployment}`)
  return new Map(
    [...byRecipient].map(([key, said]) => [
      key,
      said.map((row): AccessLeft => {
        if (row.remaining_access !== null) return { kind: 'told', ...readRemainingAccess(row.remaining_access) }
        return { kind: row.awaits_access === 1 ? 'awaited' : 'untold' }
      }),
    ]),
  )
}

async function listByToken(db: Kysely<Ledger>, organization: OrganizationId, acts: readonly AuditId[]): Promise<Row[]> {
  const open = sql`answered_at is null and failed_at is null`
  const rows = await db
    .selectFrom('logout_deliveries')
    .select(({ fn }) => [
      'audit_id',
      'client',
      fn.countAll<number>().as('messages'),
      fn.count<number>('answered_at').as('confirmed'),
      fn.count<number>('failed_at').as('given_up'),
      fn.min('queued_at').as('queued_at'),
      fn.max('sent_at').as('sent_at'),
      fn.max('answered_at').as('answered_at'),
      sql<Instant | null>`min(case when ${open} and last_error is not null then next_try_at end)`.as('next_try_at'),
      sql<string | null>`max(case when answered_at is null then last_error end)`.as('problem'),
    ])
    .where('organization', '=', organization)
    .where('audit_id', 'in', acts)
    .groupBy(['audit_id', 'client'])
    .orderBy('client')
    .execute()
  return rows.map((row) => {
    const { messages, confirmed } = row
    return {
      auditId: row.audit_id,
      access: { kind: 'untold' },
      recipient: row.client,
      by: 'token',
      messages,
      confirmed,
      queuedAt: row.queued_at,
      sentAt: row.sent_at,
      answeredAt: confirmed === messages ? row.answered_at : null,
      problem: row.problem,
      nextTryAt: row.next_try_at,
      givenUp: row.given_up > 0 && row.next_try_at === null,
    }
  })
}

/** The newest acts of which products were told something about the organization, before an instant. */
export async function listActs(
  db: Kysely<Ledger>,
  organization: OrganizationId,
  { before, most }: { readonly before: Instant; readonly most: number },
): Promise<readonly { readonly auditId: AuditId; readonly at: Instant }[]> {
  const events = db
    .selectFrom('hub_events')
    .select(['audit_id', 'at'])
    .where('organization', '=', organization)
    .where('at', '<', before)
  const logouts = db
    .selectFrom('logout_deliveries')
    .select(['audit_id', 'queued_at as at'])
    .where('organization', '=', organization)
    .where('queued_at', '<', before)
  const rows = await db
    .selectFrom(events.unionAll(logouts).as('told'))
    .select(({ fn }) => ['audit_id', fn.min('at').as('at')])
    .groupBy('audit_id')
    .orderBy('at', 'desc')
    .orderBy('audit_id')
    .limit(most)
    .execute()
  return rows.map(({ audit_id: auditId, at }) => ({ auditId, at }))
}

/** Whom these acts were about. */
export async function listAccounts(
  db: Kysely<Ledger>,
  organization: OrganizationId,
  acts: readonly AuditId[],
): Promise<readonly { readonly auditId: AuditId; readonly account: AccountId }[]> {
  if (acts.length === 0) return []
  const rows = await db
    .selectFrom('hub_events')
    .select(['audit_id', 'account'])
    .where('organization', '=', organization)
    .where('audit_id', 'in', acts)
    .union(
      db
        .selectFrom('logout_deliveries')
        .select(['audit_id', 'account'])
        .where('organization', '=', organization)
        .where('audit_id', 'in', acts),
    )
    .execute()
  return rows.flatMap(({ audit_id: auditId, account }) => (account === null ? [] : [{ auditId, account }]))
}
