import type { Kysely, Selectable } from 'kysely'
import type { DueMail } from '@lanyard/mail'
import type { Instant } from '../clock.ts'
import type { Ledger } from '../db/schema.ts'
import type { NoticeId } from '../ids.ts'

export type NoticeRow = Selectable<Ledger['notices']>

export async function insert(
  db: Kysely<Ledger>,
  notice: Pick<NoticeRow, 'id' | 'kind' | 'recipient' | 'details_sealed' | 'created_at'>,
): Promise<void> {
  const waiting = { sent_at: null, tries: 0, next_try_at: notice.created_at, failed_at: null, last_error: null }
  await db
    .insertInto('notices')
    .values({ ...notice, ...waiting })
    .execute()
}

export async function find(db: Kysely<Ledger>, id: NoticeId): Promise<NoticeRow | undefined> {
  return db.selectFrom('notices').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function listNewest(db: Kysely<Ledger>, most: number): Promise<readonly NoticeRow[]> {
  return db.selectFrom('notices').selectAll().orderBy('created_at', 'desc').orderBy('id').limit(most).execute()
}

export async function listDue(db: Kysely<Ledger>, now: Instant, most: number): Promise<readonly DueMail<NoticeId>[]> {
  const rows = await db
    .selectFrom('notices')
    .select(['id', 'tries', 'next_try_at'])
    .where('sent_at', 'is', null)
    .where('failed_at', 'is', null)
    .where('next_try_at', '<=', now)
    .orderBy('next_try_at')
    .limit(most)
    .execute()
  return rows.map(({ id, tries, next_try_at: nextTryAt }) => ({ id, tries, nextTryAt }))
}

/** @returns false where another node was faster */
export async function claim(
  db: Kysely<Ledger>,
  { id, tries, nextTryAt }: DueMail<NoticeId>,
  until: Instant,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('notices')
    .set({ tries: tries + 1, next_try_at: until })
    .where('id', '=', id)
    .where('next_try_at', '=', nextTryAt)
    .where('sent_at', 'is', null)
    .where('failed_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Whatever else was thought of it: a server has it. */
export async function markSent(db: Kysely<Ledger>, id: NoticeId, at: Instant): Promise<void> {
  await db
    .updateTable('notices')
    .set({ sent_at: at, failed_at: null, last_error: null })
    .where('id', '=', id)
    .where('sent_at', 'is', null)
    .execute()
}

/** What became of a claim. It is nobody's any more once it ran out and another node took the notice. */
export async function endClaim(
  db: Kysely<Ledger>,
  { id, until }: { readonly id: NoticeId; readonly until: Instant },
  outcome: Partial<Pick<NoticeRow, 'next_try_at' | 'failed_at'>> & Pick<NoticeRow, 'last_error'>,
): Promise<void> {
  await db
    .updateTable('notices')
    .set(outcome)
    .where('id', '=', id)
    .where('next_try_at', '=', until)
    .where('sent_at', 'is', null)
    .execute()
}

export async function count(
  db: Kysely<Ledger>,
): Promise<{ readonly queued: number; readonly failed: number; readonly oldest: Instant | null }> {
  const unsent = db.selectFrom('notices').where('sent_at', 'is', null)
  const queued = await unsent
    .where('failed_at', 'is', null)
    .select(({ fn }) => [fn.countAll<number>().as('number'), fn.min('created_at').as('oldest')])
    .executeTakeFirstOrThrow()
  const failed = await unsent
    .where('failed_at', 'is not', null)
    .select(({ fn }) => fn.countAll<number>().as('number'))
    .executeTakeFirstOrThrow()
  const oldest = queued.oldest === null ? null : Number(queued.oldest)
  return { queued: Number(queued.number), failed: Number(failed.number), oldest }
}

/** Those that failed wait again, and those that wait are due. @returns how many */
export async function queueAgain(db: Kysely<Ledger>, now: Instant): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('notices')
    .set({ tries: 0, next_try_at: now, failed_at: null })
    .where('sent_at', 'is', null)
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

export async function prune(db: Kysely<Ledger>, before: Instant): Promise<void> {
  await db.deleteFrom('notices').where('created_at', '<', before).execute()
}
