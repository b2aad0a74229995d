import { newMailId } from '../ids.ts'
import type { Psa } from '../psa.ts'
import { readText, writeText } from './mail-text.ts'
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
  psa: Pick<Psa, 'config' | 'db' | 'now'>,
  { to, subject, body, expiresAt }: MailToSend,
): Promise<void> {
  const id = newMailId()
  const mail = { id, recipient: to, subject, expires_at: expiresAt ?? null, createdAt: psa.now() }
  await mails.insert(psa.db, { ...mail, ...writeText(psa, id, body) })
}

/** Milliseconds for which a mail is kept: 30 days. */
const KEPT = 30 * 86_400_000

/**
 * Forgets mails after a month, also those that were never sent: what they tell is old by then. The text of a mail goes
 * before: when it was sent, and when the link in it has expired.
 */
export async function forgetOldMails(psa: Pick<Psa, 'db' | 'now'>, signal?: AbortSignal): Promise<void> {
  await mails.eraseSent(psa.db, signal)
  await mails.eraseExpired(psa.db, psa.now(), signal)
  await mails.prune(psa.db, psa.now() - KEPT, signal)
}

/** The latest mails, newest first. The text of one that was sent, or whose link has expired, is empty. */
export async function listMails(psa: Pick<Psa, 'config' | 'db'>): Promise<Mail[]> {
  const rows = await mails.listNewest(psa.db, 100)
  return rows.map((row) => ({
    id: row.id,
    to: row.recipient,
    subject: row.subject,
    body: readText(psa, row.id, row),
    createdAt: row.created_at,
  }))
}
