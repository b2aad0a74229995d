import type { DueMail } from '@lanyard/mail'
import type { Selectable } from 'kysely'
import type { PsaDb, PsaSchema } from '../db/schema.ts'
import type { MailId } from '../ids.ts'

export type MailRow = Selectable<PsaSchema['mails']>

export async function insert(
  db: PsaDb,
  mail: Pick<MailRow, 'id' | 'recipient' | 'subject' | 'body' | 'created_at' | 'expires_at'>,
): Promise<void> {
  const waiting = { sent_at: null, tries: 0, next_try_at: mail.created_at, failed_at: null, last_error: null }
  await db
    .insertInto('mails')
    .values({ ...mail, ...waiting })
    .execute()
}

export async function find(db: PsaDb, id: MailId): Promise<MailRow | undefined> {
  return db.selectFrom('mails').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function listNewest(db: PsaDb, most: number): Promise<readonly MailRow[]> {
  return db.selectFrom('mails').selectAll().orderBy('created_at', 'desc').orderBy('id').limit(most).execute()
}

export async function listDue(db: PsaDb, now: number, most: number): Promise<readonly DueMail<MailId>[]> {
  const rows = await db
    .selectFrom('mails')
    .select(['id', 'tries', 'next_try_at'])
    .where('sent_at', 'is', null)
    .where('failed_at', 'is', null)
    .where('next_try_at', '<=', now)
    .orderBy('next_try_at')
    .limit(most)
    .execute()
  return rows.map(({ id, tries, next_try_at: nextTryAt }) => ({ id, tries, nextTryAt }))
}

/** @returns false where another process was faster */
export async function claim(db: PsaDb, { id, tries, nextTryAt }: DueMail<MailId>, until: number): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('mails')
    .set({ tries: tries + 1, next_try_at: until })
    .where('id', '=', id)
    .where('next_try_at', '=', nextTryAt)
    .where('sent_at', 'is', null)
    .where('failed_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Whatever else was thought of it: a server has it. */
export async function markSent(db: PsaDb, id: MailId, at: number): Promise<void> {
  await db
    .updateTable('mails')
    .set({ sent_at: at, failed_at: null, last_error: null })
    .where('id', '=', id)
    .where('sent_at', 'is', null)
    .execute()
}

/** What became of a claim. It is nobody's any more once it ran out and another process took the mail. */
export async function endClaim(
  db: PsaDb,
  { id, until }: { readonly id: MailId; readonly until: number },
  outcome: Partial<Pick<MailRow, 'next_try_at' | 'failed_at'>> & Pick<MailRow, 'last_error'>,
): Promise<void> {
  await db
    .updateTable('mails')
    .set(outcome)
    .where('id', '=', id)
    .where('next_try_at', '=', until)
    .where('sent_at', 'is', null)
    .execute()
}

export async function count(
  db: PsaDb,
): Promise<{ readonly queued: number; readonly failed: number; readonly oldest: number | null }> {
  const unsent = db.selectFrom('mails').where('sent_at', 'is', null)
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
export async function queueAgain(db: PsaDb, now: number): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('mails')
    .set({ tries: 0, next_try_at: now, failed_at: null })
    .where('sent_at', 'is', null)
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

export async function prune(db: PsaDb, before: number): Promise<void> {
  await db.deleteFrom('mails').where('created_at', '<', before).execute()
}
