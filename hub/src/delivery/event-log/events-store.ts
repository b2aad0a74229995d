import { deleteRows, insertMany } from '@lanyard/storage'
import type { ExpressionBuilder, Kysely, Selectable } from 'kysely'
import { z } from 'zod'
import type { Instant } from '../../clock.ts'
import type { Ledger } from '../../db/schema.ts'
import type { AccountId, AuditId, DeploymentId, LinkId, OrganizationId } from '../../ids.ts'
import type { EventContent, HubEvent } from './events.ts'

/** What is put into a deployment's log, and whose masters may see what becomes of it. */
export interface Entry {
  readonly organization: OrganizationId
  readonly content: EventContent
}

/**
 * Puts entries at the end of a deployment's log, in their order. The numbers are no sequence: the lock on the feed's row
 * makes the order of the numbers the order of the commits, so that a reader never sees 2 before 1.
 */
export async function append(
  db: Kysely<Ledger>,
  deployment: DeploymentId,
  entries: readonly Entry[],
  { at, auditId }: { readonly at: Instant; readonly auditId: AuditId },
): Promise<void> {
  const { last } = await db
    .updateTable('hub_feeds')
    .set((expression) => ({ last: expression('last', '+', entries.length) }))
    .where('deployment', '=', deployment)
    .returning('last')
    .executeTakeFirstOrThrow()
  const first = last - entries.length + 1
  const rows = entries.map(({ organization, content: { type, ...payload } }, index) => ({
    deployment,
    n: first + index,
    type,
    at,
    audit_id: auditId,
    payload: JSON.stringify(payload),
    organization,
    account: 'sub' in payload ? payload.sub : null,
  }))
  await insertMany(db, 'hub_events', rows)
}

export async function listAfter(
  db: Kysely<Ledger>,
  deployment: DeploymentId,
  after: number,
  most: number,
): Promise<HubEvent[]> {
  const rows = await db
    .selectFrom('hub_events')
    .selectAll()
    .where('deployment', '=', deployment)
    .where('n', '>', after)
    .orderBy('n')
    .limit(most)
    .execute()
  return rows.map(toEvent)
}

export async function findFeed(
  db: Kysely<Ledger>,
  deployment: DeploymentId,
): Promise<{
  readonly last: number
  readonly prunedTo: number
  readonly acknowledgedTo: number
  readonly features: string
} | null> {
  const row = await db.selectFrom('hub_feeds').selectAll().where('deployment', '=', deployment).executeTakeFirst()
  return row
    ? { last: row.last, prunedTo: row.pruned_to, acknowledgedTo: row.acknowledged_to, features: row.features }
    : null
}

/** Events of a log: those after `from`, up to `to`. */
interface Stretch {
  readonly deployment: DeploymentId
  readonly from: number
  readonly to: number
}

/** What the products were not told of. */
export async function listUnhinted(db: Kysely<Ledger>): Promise<readonly Stretch[]> {
  return db
    .selectFrom('hub_feeds')
    .select(['deployment', 'hinted_to as from', 'last as to'])
    .whereRef('hinted_to', '<', 'last')
    .execute()
}

/** Claims a hint for this node. @returns false where another node was faster */
export async function claimHint(db: Kysely<Ledger>, { deployment, from, to }: Stretch, at: Instant): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('hub_feeds')
    .set({ hinted_to: to })
    .where('deployment', '=', deployment)
    .where('hinted_to', '=', from)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return false
  for (const part of partsOf({ deployment, from, to })) await eventsOf(db, part).set({ sent_at: at }).execute()
  return true
}

/** Why the product could not be told. */
export async function noteMissedHint(db: Kysely<Ledger>, unhinted: Stretch, reason: string): Promise<void> {
  for (const part of partsOf(unhinted)) await eventsOf(db, part).set({ last_error: reason }).execute()
}

export async function noteFeatures(db: Kysely<Ledger>, deployment: DeploymentId, features: string): Promise<void> {
  await db.updateTable('hub_feeds').set({ features }).where('deployment', '=', deployment).execute()
}

/**
 * A number that the log never gave acknowledges nothing.
 *
 * @param tellsAccess the product also says who may still get in
 */
export async function acknowledge(
  db: Kysely<Ledger>,
  { deployment, from, to }: Stretch,
  { at, tellsAccess }: { readonly at: Instant; readonly tellsAccess: boolean },
): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('hub_feeds')
    .set({ acknowledged_to: to })
    .where('deployment', '=', deployment)
    .where('acknowledged_to', '<', to)
    .where('last', '>=', to)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return
  for (const part of partsOf({ deployment, from, to })) {
    const unacknowledged = eventsOf(db, part).where('acknowledged_at', 'is', null)
    if (tellsAccess) await unacknowledged.where('type', '=', 'member_epoch').set({ awaits_access: 1 }).execute()
    await unacknowledged.set({ acknowledged_at: at }).execute()
  }
}

const eventsOf = (db: Kysely<Ledger>, { deployment, from, to }: Stretch) =>
  db.updateTable('hub_events').where('deployment', '=', deployment).where('n', '>', from).where('n', '<=', to)

/** Events of one statement: a suspended organization may have ended thousands of people at once. */
const AT_ONCE = 500

function* partsOf({ deployment, from, to }: Stretch): Generator<Stretch> {
  for (let start = from; start < to; start += AT_ONCE) {
    yield { deployment, from: start, to: Math.min(start + AT_ONCE, to) }
  }
}

/** Logs of which something older than `before` is not acknowledged, without an alarm yet. */
export async function listStale(
  db: Kysely<Ledger>,
  before: Instant,
): Promise<readonly { readonly deployment: DeploymentId; readonly last: number; readonly since: Instant }[]> {
  const rows = await db
    .selectFrom('hub_feeds')
    .select((feed) => [
      'deployment',
      'last',
      // The first one alone: a product that is gone for good leaves any number of them.
      feed
        .selectFrom('hub_events')
        .select('hub_events.at')
        .whereRef('hub_events.deployment', '=', 'hub_feeds.deployment')
        .whereRef('hub_events.n', '>', 'hub_feeds.acknowledged_to')
        .whereRef('hub_events.n', '>', 'hub_feeds.alarmed_to')
        .orderBy('hub_events.n')
        .limit(1)
        .as('since'),
    ])
    .execute()
  return rows.flatMap(({ since, ...feed }) => (since !== null && since < before ? [{ ...feed, since }] : []))
}

/** @returns false where another node was faster */
export async function markAlarmed(db: Kysely<Ledger>, deployment: DeploymentId, to: number): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('hub_feeds')
    .set({ alarmed_to: to })
    .where('deployment', '=', deployment)
    .where('alarmed_to', '<', to)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Deployments that were reached, and have not said yet that they have applied the events of an act. */
export async function listUnacknowledged(db: Kysely<Ledger>, auditId: AuditId): Promise<DeploymentId[]> {
  const rows = await db
    .selectFrom('hub_events')
    .select('deployment')
    .distinct()
    .where('audit_id', '=', auditId)
    .where('acknowledged_at', 'is', null)
    .where('last_error', 'is', null)
    .execute()
  return rows.map(({ deployment }) => deployment)
}

/** The last event older than `before` among the first ones of a log after `after`; null where none of these is. */
export async function findLastBefore(
  db: Kysely<Ledger>,
  { deployment, after }: { readonly deployment: DeploymentId; readonly after: number },
  before: Instant,
): Promise<number | null> {
  const last = await db
    .selectFrom((from) =>
      from
        .selectFrom('hub_events')
        .select(['n', 'at'])
        .where('deployment', '=', deployment)
        .where('n', '>', after)
        .orderBy('n')
        .limit(AT_ONCE)
        .as('first'),
    )
    .select((expression) => expression.fn.max('n').as('n'))
    .where('at', '<', before)
    .executeTakeFirst()
  return last?.n ?? null
}

/** From here on a reader that has not reached `to` hears that events are gone. */
export async function notePruned(db: Kysely<Ledger>, deployment: DeploymentId, to: number): Promise<void> {
  await db
    .updateTable('hub_feeds')
    .set({ pruned_to: to })
    .where('deployment', '=', deployment)
    .where('pruned_to', '<', to)
    .execute()
}

/** Takes events up to `to` out of a log. */
export async function deleteUpTo(
  db: Kysely<Ledger>,
  deployment: DeploymentId,
  to: number,
  signal?: AbortSignal,
): Promise<void> {
  const events = { from: 'hub_events', key: ['deployment', 'n'] } as const
  const where = (row: ExpressionBuilder<Ledger, 'hub_events'>) =>
    row.and([row('deployment', '=', deployment), row('n', '<=', to)])
  await deleteRows(db, { ...events, where }, signal)
}

export async function listFeeds(
  db: Kysely<Ledger>,
): Promise<readonly { readonly deployment: DeploymentId; readonly prunedTo: number }[]> {
  return db.selectFrom('hub_feeds').select(['deployment', 'pruned_to as prunedTo']).orderBy('deployment').execute()
}

const linkEnded = z.object({
  link: z.custom<LinkId>(),
  reason: z.enum(['lapsed', 'superseded', 'approver_not_master', 'ended_by_product', 'severed']),
})
const raised = {
  sub: z.custom<AccountId>(),
  organization: z.custom<OrganizationId>(),
  epoch: z.number(),
}
const memberEpoch = z.discriminatedUnion('reason', [
  z.object({ ...raised, reason: z.enum(['deactivated', 'reactivated', 'sessions_ended']) }),
  z.object({ ...raised, reason: z.literal('unlinked'), link: z.custom<LinkId>() }),
])

const sessionEnded = z.object({ sub: z.custom<AccountId>(), sid: z.string() })

function toEvent(row: Selectable<Ledger['hub_events']>): HubEvent {
  const shared = { n: row.n, at: row.at, auditId: row.audit_id }
  const payload: unknown = JSON.parse(row.payload)
  switch (row.type) {
    case 'link_ended':
      return { ...shared, type: row.type, ...linkEnded.parse(payload) }
    case 'member_epoch':
      return { ...shared, type: row.type, ...memberEpoch.parse(payload) }
    case 'session_ended':
      return { ...shared, type: row.type, ...sessionEnded.parse(payload) }
  }
}
