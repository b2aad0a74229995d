import { type OutboxTable, outboxTable, waitingFrom } from '@lanyard/mail'
import type { Selectable } from 'kysely'
import type { PsaDb, PsaSchema } from '../db/schema.ts'
import type { MailId } from '../ids.ts'

export type MailRow = Selectable<PsaSchema['mails']>

export async function insert(
  db: PsaDb,
  mail: Pick<MailRow, 'id' | 'recipient' | 'subject' | 'body' | 'expires_at'> & { readonly createdAt: number },
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

/** The table as that of which mails are sent. */
export function outbox(db: PsaDb): OutboxTable<MailId> {
  return outboxTable(db, 'mails')
}
