import { type OutboxTable, outboxTable, waitingFrom } from '@lanyard/mail'
import { insertMany } from '@lanyard/storage'
import type { Kysely, Selectable } from 'kysely'
import type { Instant } from '../../clock.ts'
import type { Ledger } from '../../db/schema.ts'
import type { NoticeId } from '../../ids.ts'

export type NoticeRow = Selectable<Ledger['notices']>

export async function insert(
  db: Kysely<Ledger>,
  notices: readonly Pick<NoticeRow, 'id' | 'kind' | 'recipient' | 'details_sealed'>[],
  createdAt: Instant,
): Promise<void> {
  const waiting = waitingFrom(createdAt)
  const rows = notices.map((notice) => ({ ...notice, ...waiting }))
  await insertMany(db, 'notices', rows)
}

export async function find(db: Kysely<Ledger>, id: NoticeId): Promise<NoticeRow | undefined> {
  return db.selectFrom('notices').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function listNewest(db: Kysely<Ledger>, most: number): Promise<readonly NoticeRow[]> {
  return db.selectFrom('notices').selectAll().orderBy('created_at', 'desc').orderBy('id').limit(most).execute()
}

/** The table as that of which mails are sent. */
export function outbox(db: Kysely<Ledger>): OutboxTable<NoticeId> {
  return outboxTable(db, 'notices')
}
