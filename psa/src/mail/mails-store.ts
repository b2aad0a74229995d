import { type OutboxTable, outboxTable, waitingFrom } from '@lanyard/mail'
import { deleteRows, inBatches } from '@lanyard/storage'
import { type Expression, type ExpressionBuilder, type Selectable, type SqlBool, sql } from 'kysely'
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
export async function eraseExpired(db: PsaDb, now: number, signal?: AbortSignal): Promise<void> {
  const hasText = (row: Row) => row.or([row('body', '<>', NO_TEXT), row('body_sealed', 'is not', null)])
  await erase(db, (row) => row.and([row('expires_at', '<=', now), hasText(row)]), signal)
}

/** Takes the text out of mails that were sent before texts went with that. */
export async function eraseSent(db: PsaDb, signal?: AbortSignal): Promise<void> {
  await erase(db, (row) => row.and([row('sent_at', 'is not', null), row('body', '<>', NO_TEXT)]), signal)
}

type Row = ExpressionBuilder<PsaSchema, 'mails'>

async function erase(db: PsaDb, isDue: (row: Row) => Expression<SqlBool>, signal?: AbortSignal): Promise<void> {
  await inBatches(async (most) => {
    const due = db.selectFrom('mails').select('id').where(isDue).limit(most)
    const erased = await db
      .updateTable('mails')
      .where(isDue)
      .where('id', 'in', due)
      .set(WITHOUT_TEXT)
      .executeTakeFirst()
    return erased.numUpdatedRows
  }, signal)
}

/** Takes out what was written before an instant, sent or not. */
export async function prune(db: PsaDb, before: number, signal?: AbortSignal): Promise<void> {
  await deleteRows(db, { from: 'mails', key: ['id'], where: (row) => row('created_at', '<', before) }, signal)
}
