import { newMailId } from '../ids.ts'
import type { Psa } from '../psa.ts'
import * as mails from './mails-store.ts'

export interface MailToSend {
  readonly to: string
  readonly subject: string
  /** Plain text; an address in it stands on a line of its own. */
  readonly body: string
  /** From when on it is not worth sending: its link opens nothing any more. */
  readonly expiresAt?: number
}

export interface Mail extends Omit<MailToSend, 'expiresAt'> {
  readonly id: string
  readonly createdAt: number
}

/** Puts a mail into the outbox, in the transaction that gives reason for it. */
export async function sendMail(
  psa: Pick<Psa, 'db' | 'now'>,
  { to, subject, body, expiresAt }: MailToSend,
): Promise<void> {
  const mail = { id: newMailId(), recipient: to, subject, body, expires_at: expiresAt ?? null, createdAt: psa.now() }
  await mails.insert(psa.db, mail)
}

/** Milliseconds for which a mail is kept: 30 days. */
const KEPT = 30 * 86_400_000

/** Forgets mails after a month, also those that were never sent: what they tell is old by then. */
export async function forgetOldMails(psa: Pick<Psa, 'db' | 'now'>): Promise<void> {
  await mails.outbox(psa.db).prune(psa.now() - KEPT)
}

/** The latest mails, newest first. */
export async function listMails(psa: Pick<Psa, 'db'>): Promise<Mail[]> {
  const rows = await mails.listNewest(psa.db, 100)
  return rows.map(({ id, recipient, subject, body, created_at }) => ({
    id,
    to: recipient,
    subject,
    body,
    createdAt: created_at,
  }))
}
