import { randomBytes } from 'node:crypto'
import { deleteRows } from '@lanyard/storage'
import type { Kysely, Selectable } from 'kysely'
import type { Instant } from '../../clock.ts'
import type { Ledger } from '../../db/schema.ts'
import type { AccountId, AuditId } from '../../ids.ts'

export type SessionEnd = Selectable<Ledger['session_ends']>

export async function insert(
  db: Kysely<Ledger>,
  end: {
    readonly account: AccountId
    readonly keep: string | null
    readonly at: Instant
    readonly auditId: AuditId
  },
): Promise<void> {
  const id = randomBytes(16).toString('base64url')
  const { account, keep, at, auditId } = end
  const due = { id, account, kept_session: keep, at, audit_id: auditId, done_at: null }
  await db.insertInto('session_ends').values(due).execute()
}

export async function listDue(db: Kysely<Ledger>): Promise<SessionEnd[]> {
  return db.selectFrom('session_ends').selectAll().where('done_at', 'is', null).orderBy('at').limit(100).execute()
}

export async function markDone(db: Kysely<Ledger>, id: string, at: Instant): Promise<void> {
  await db.updateTable('session_ends').set({ done_at: at }).where('id', '=', id).execute()
}

/** Takes out ends that were done before an instant. */
export async function prune(db: Kysely<Ledger>, before: Instant, signal?: AbortSignal): Promise<void> {
  await deleteRows(db, { from: 'session_ends', key: ['id'], where: (row) => row('done_at', '<', before) }, signal)
}
