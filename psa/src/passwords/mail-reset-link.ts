import { inTransaction } from '@lanyard/storage'
import type { Contact } from '../contacts/contact.ts'
import type { Employee } from '../employees/employee.ts'
import { sendMail } from '../mail/send-mail.ts'
import type { Psa } from '../psa.ts'
import { hashSecret, newSecret } from '../secrets.ts'
import * as passwords from './password-store.ts'

/** Seconds in which a link to set a password works. */
const RESET_LIFETIME = 3600

/** Why the mail is sent; its wording differs. */
export type ResetReason = 'forgotten' | 'welcome' | 'switched_off' | 'unlinked'

/**
 * Mails a link with which a person sets the password, once and within an hour (A27). The link opens
 * nothing else: no session, and no second factor of the hub (T35).
 */
export function mailResetLink(
  psa: Pick<Psa, 'db' | 'now' | 'links' | 'words'>,
  person: Employee | Contact,
  reason: ResetReason,
): Promise<void> {
  return inTransaction(psa, async (psa) => {
    const token = newSecret()
    const now = psa.now()
    const expiresAt = now + RESET_LIFETIME * 1000
    await passwords.insertReset(psa.db, { tokenHash: hashSecret(token), user: person.id, createdAt: now, expiresAt })
    const link = psa.links.resetPassword(token)
    await sendMail(psa, { to: person.email, expiresAt, ...psa.words.mails.reset[reason](person.name, link) })
  })
}
