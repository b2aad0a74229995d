import { type OutboxTable, outboxTable, waitingFrom } from '@lanyard/mail'
import { type Selectable, sql } from 'kysely'
import type { PsaDb, PsaSchema } from '../db/schema.ts'
import type { MailId } from '../ids.ts'

export type MailRow = Selectable<PsaSchema['mails']>

export async function insert(
  db: PsaDb,
  mail: Pick<MailRow, 'id' | 'recipient' | 'subject' | 'body' | 'body_sealed' | 'expires_at'> & {
    readonly createdAt: number
  },
): Promise<void> {
  const { createdAt, ...row } = mail
  await db
    .insertInto('mails')
    .values({ ...row, ...waitingFrom(createdAt) })
    .execute()
}

export async function find(db: PsaDb, id: MailId): Promise<MailRow | undefined> {
  return db.selectFrom('mails').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function listNewest(db: PsaDb, most: number): Promise<readonly MailRow[]> {
  return db.selectFrom('mails').selectAll().orderBy('created_at', 'desc').orderBy('id').limit(most).execute()
}

/** The table as that of which mails are sent. The text of a sent mail goes in the statement that says so. */
export function outbox(db: PsaDb): OutboxTable<MailId> {
  return {
    ...outboxTable(db, 'mails'),
    async markSent(id, at) {
      const sent = { sent_at: at, failed_at: null, last_error: null, ...WITHOUT_TEXT }
      await db.updateTable('mails').where('id', '=', id).where('sent_at', 'is', null).set(sent).execute()
    },
  }
}

const WITHOUT_TEXT = { body: '', body_sealed: null }
/** Written out: with a parameter in its place no index of the mails with a text alone is used. */
const NO_TEXT = sql.lit('')

/** Takes the text out of mails whose link has expired. */
export async function eraseExpired(db: PsaDb, now: number): Promise<void> {
  await db
    .updateTable('mails')
    .where('expires_at', '<=', now)
    .where((row) => row.or([row('body', '<>', NO_TEXT), row('body_sealed', 'is not', null)]))
    .set(WITHOUT_TEXT)
    .execute()
}

/** Takes the text out of mails that were sent before texts went with that. */
export async function eraseSent(db: PsaDb): Promise<void> {
  await db
    .updateTable('mails')
    .where('sent_at', 'is not', null)
    .where('body', '<>', NO_TEXT)
    .set(WITHOUT_TEXT)
    .execute()
}
