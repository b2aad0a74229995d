import { insertMany } from '@lanyard/storage'
import type { Kysely } from 'kysely'
import type { Instant } from '../../clock.ts'
import type { Ledger } from '../../db/schema.ts'
import type { AuditId, LogoutId } from '../../ids.ts'
import type { EndedSession, LogoutDelivery } from './logout-delivery.ts'

/** A node's right to try a delivery: it holds while `next_try_at` is this `until`. */
interface Claim {
  readonly id: LogoutId
  readonly until: Instant
}

interface Queued extends EndedSession {
  readonly id: LogoutId
  readonly auditId: AuditId
}

export async function insert(db: Kysely<Ledger>, queued: readonly Queued[], at: Instant): Promise<void> {
  const rows = queued.map(({ id, client, sid, hubSession, account, organization, auditId }) => ({
    id,
    client,
    sid,
    hub_session: hubSession,
    account,
    organization,
    audit_id: auditId,
    queued_at: at,
    next_try_at: at,
    tries: 0,
  }))
  await insertMany(db, 'logout_deliveries', rows)
}

const open = (db: Kysely<Ledger>) =>
  db.selectFrom('logout_deliveries').where('answered_at', 'is', null).where('failed_at', 'is', null)

/** @param auditId of what one act has queued alone */
export async function listDueClients(db: Kysely<Ledger>, now: Instant, auditId?: AuditId): Promise<string[]> {
  const due = open(db).select('client').distinct().where('next_try_at', '<=', now)
  const rows = await (auditId === undefined ? due : due.where('audit_id', '=', auditId)).execute()
  return rows.map(({ client }) => client)
}

interface DueQuery {
  readonly of: { readonly client: string; readonly auditId?: AuditId | undefined }
  readonly now: Instant
  readonly most: number
}

/** Those that wait longest come first. */
export async function listDue(db: Kysely<Ledger>, { of, now, most }: DueQuery): Promise<LogoutDelivery[]> {
  const { client, auditId } = of
  const due = open(db)
    .selectAll()
    .where('client', '=', client)
    .where('next_try_at', '<=', now)
    .orderBy('next_try_at')
    .orderBy('id')
    .limit(most)
  const rows = await (auditId === undefined ? due : due.where('audit_id', '=', auditId)).execute()
  return rows.map(({ id, client, account, sid, tries, queued_at: queuedAt, next_try_at: nextTryAt }) => ({
    id,
    client,
    account,
    sid,
    queuedAt,
    tries,
    nextTryAt,
  }))
}

/** Counts a try and moves `next_try_at` to `until`. @returns false where another node was faster */
export async function claim(
  db: Kysely<Ledger>,
  { id, tries, nextTryAt }: LogoutDelivery,
  { at, until }: { readonly at: Instant; readonly until: Instant },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('logout_deliveries')
    .set({ tries: tries + 1, sent_at: at, next_try_at: until })
    .where('id', '=', id)
    .where('next_try_at', '=', nextTryAt)
    .where('answered_at', 'is', null)
    .where('failed_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** The client has confirmed, even if this node's claim has expired or the delivery was given up meanwhile. */
export async function markAnswered(
  db: Kysely<Ledger>,
  id: LogoutId,
  { at, took }: { readonly at: Instant; readonly took: number },
): Promise<void> {
  await db
    .updateTable('logout_deliveries')
    .set({ answered_at: at, took_ms: took, failed_at: null, last_error: null })
    .where('id', '=', id)
    .where('answered_at', 'is', null)
    .execute()
}

interface Failure {
  readonly took: number
  readonly reason: string
}

/** Ends a claim that is still held; the delivery is retried. */
export async function putOff(
  db: Kysely<Ledger>,
  claim: Claim,
  { took, reason, nextTryAt }: Failure & { readonly nextTryAt: Instant },
): Promise<void> {
  await held(db, claim).set({ next_try_at: nextTryAt, took_ms: took, last_error: reason }).execute()
}

/** Ends a claim that is still held; the delivery is not retried. */
export async function giveUp(
  db: Kysely<Ledger>,
  claim: Claim,
  { took, reason, at }: Failure & { readonly at: Instant },
): Promise<void> {
  await held(db, claim).set({ failed_at: at, took_ms: took, last_error: reason }).execute()
}

const held = (db: Kysely<Ledger>, { id, until }: Claim) =>
  db
    .updateTable('logout_deliveries')
    .where('id', '=', id)
    .where('next_try_at', '=', until)
    .where('answered_at', 'is', null)
