import type { Kysely, Selectable } from 'kysely'
import { z } from 'zod'
import type { Instant } from '../clock.ts'
import type { Ledger } from '../db/schema.ts'
import type { AccountId, AuditId, DeploymentId, LinkId, OrganizationId } from '../ids.ts'
import type { EventContent, HubEvent } from './events.ts'

/**
 * The next number of a deployment's log. Not a sequence: the lock on the feed's row makes the order of the numbers the
 * order of the commits, so that a reader never sees 2 before 1.
 */
async function nextNumber(db: Kysely<Ledger>, deployment: DeploymentId): Promise<number> {
  const { last } = await db
    .updateTable('hub_feeds')
    .set((expression) => ({ last: expression('last', '+', 1) }))
    .where('deployment', '=', deployment)
    .returning('last')
    .executeTakeFirstOrThrow()
  return last
}

export async function append(
  db: Kysely<Ledger>,
  deployment: DeploymentId,
  event: { readonly at: Instant; readonly auditId: AuditId; readonly content: EventContent },
): Promise<void> {
  const { type, ...payload } = event.content
  await db
    .insertInto('hub_events')
    .values({
      deployment,
      n: await nextNumber(db, deployment),
      type,
      at: event.at,
      audit_id: event.auditId,
      payload: JSON.stringify(payload),
    })
    .execute()
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
): Promise<{ readonly last: number; readonly prunedTo: number; readonly acknowledgedTo: number } | null> {
  const row = await db.selectFrom('hub_feeds').selectAll().where('deployment', '=', deployment).executeTakeFirst()
  return row ? { last: row.last, prunedTo: row.pruned_to, acknowledgedTo: row.acknowledged_to } : null
}

/** Feeds whose newest event the product was not told of. */
export async function listUnhinted(
  db: Kysely<Ledger>,
): Promise<{ readonly deployment: DeploymentId; readonly last: number }[]> {
  return db.selectFrom('hub_feeds').select(['deployment', 'last']).whereRef('hinted_to', '<', 'last').execute()
}

export async function markHinted(db: Kysely<Ledger>, deployment: DeploymentId, to: number): Promise<void> {
  await db
    .updateTable('hub_feeds')
    .set({ hinted_to: to })
    .where('deployment', '=', deployment)
    .where('hinted_to', '<', to)
    .execute()
}

/** A number that the log never gave acknowledges nothing. */
export async function acknowledge(
  db: Kysely<Ledger>,
  deployment: DeploymentId,
  { to, at }: { readonly to: number; readonly at: Instant },
): Promise<void> {
  await db
    .updateTable('hub_feeds')
    .set({ acknowledged_to: to, acknowledged_at: at })
    .where('deployment', '=', deployment)
    .where('acknowledged_to', '<', to)
    .where('last', '>=', to)
    .execute()
}

/** Deployments that have not said yet that they have applied the events of an act. */
export async function listUnacknowledged(db: Kysely<Ledger>, auditId: AuditId): Promise<DeploymentId[]> {
  const rows = await db
    .selectFrom('hub_events')
    .innerJoin('hub_feeds', 'hub_feeds.deployment', 'hub_events.deployment')
    .select('hub_events.deployment')
    .where('hub_events.audit_id', '=', auditId)
    .whereRef('hub_events.n', '>', 'hub_feeds.acknowledged_to')
    .execute()
  return rows.map(({ deployment }) => deployment)
}

/** Takes events older than `before` out of a log, from its beginning. */
export async function prune(db: Kysely<Ledger>, deployment: DeploymentId, before: Instant): Promise<void> {
  const oldest = await db
    .selectFrom('hub_events')
    .select((expression) => expression.fn.max('n').as('n'))
    .where('deployment', '=', deployment)
    .where('at', '<', before)
    .executeTakeFirst()
  const prunedTo = oldest?.n ?? null
  if (prunedTo === null) return
  await db
    .updateTable('hub_feeds')
    .set({ pruned_to: prunedTo })
    .where('deployment', '=', deployment)
    .where('pruned_to', '<', prunedTo)
    .execute()
  await db.deleteFrom('hub_events').where('deployment', '=', deployment).where('n', '<=', prunedTo).execute()
}

export async function listFeeds(db: Kysely<Ledger>): Promise<DeploymentId[]> {
  const rows = await db.selectFrom('hub_feeds').select('deployment').orderBy('deployment').execute()
  return rows.map((row) => row.deployment)
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
