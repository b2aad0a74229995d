import { newMailId } from '../ids.ts'
import type { Psa } from '../psa.ts'

export interface MailToSend {
  readonly to: string
  readonly subject: string
  /** Plain text; an address in it stands on a line of its own. */
  readonly body: string
}

export interface Mail extends MailToSend {
  readonly id: string
  readonly createdAt: number
}

/** Puts a mail into the outbox, in the transaction that gives reason for it. */
export async function sendMail(psa: Pick<Psa, 'db' | 'now'>, { to, subject, body }: MailToSend): Promise<void> {
  await psa.db
    .insertInto('mails')
    .values({ id: newMailId(), recipient: to, subject, body, created_at: psa.now() })
    .execute()
}

/** Milliseconds for which a mail is kept: 30 days. */
const KEPT = 30 * 86_400_000

export async function forgetOldMails(psa: Pick<Psa, 'db' | 'now'>): Promise<void> {
  await psa.db
    .deleteFrom('mails')
    .where('created_at', '<', psa.now() - KEPT)
    .execute()
}

/** The latest mails, newest first. */
export async function listMails(psa: Pick<Psa, 'db'>): Promise<Mail[]> {
  const rows = await psa.db
    .selectFrom('mails')
    .selectAll()
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .limit(100)
    .execute()
  return rows.map(({ recipient, created_at, ...mail }) => ({ ...mail, to: recipient, createdAt: created_at }))
}
