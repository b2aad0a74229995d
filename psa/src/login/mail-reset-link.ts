import { inTransaction } from '@lanyard/storage'
import type { Contact } from '../contacts/contact.ts'
import { lockUser } from '../db/lock-user.ts'
import type { Employee } from '../employees/employee.ts'
import { type MailToSend, sendMail } from '../mail/send-mail.ts'
import type { Psa } from '../psa.ts'
import { hashSecret, newSecret } from '../secrets.ts'
import { findActivePerson } from './find-active-person.ts'
import { countResetLinksSince, insertResetLink } from '../passwords/reset-links.ts'

/** Seconds in which a link to set a password works. */
const RESET_LIFETIME = 3600

/** Mails to one person in an hour on request, so that no mailbox is flooded. */
const MOST_MAILS = 5

/**
 * Mails a link with which a person sets the password, once and within an hour (A27). The link opens
 * nothing else: no session, and no second factor of the hub (T35). It goes to the address that the person has now, and
 * nowhere where they were deactivated meanwhile: what ends theirs waits for this commit, or this one sees it.
 *
 * @param word what the mail says; why it is sent differs
 * @returns whether it was mailed
 */
export function mailResetLink(
  psa: Pick<Psa, 'config' | 'db' | 'now' | 'links'>,
  { id }: Employee | Contact,
  word: (name: string, link: string) => Pick<MailToSend, 'subject' | 'body'>,
): Promise<boolean> {
  return inTransaction(psa, async (psa) => {
    const person = await findActivePerson(psa, id)
    if (person === null) return false
    const token = newSecret()
    const now = psa.now()
    const expiresAt = now + RESET_LIFETIME * 1000
    await insertResetLink(psa.db, { tokenHash: hashSecret(token), user: person.id, createdAt: now, expiresAt })
    const link = psa.links.resetPassword(token)
    await sendMail(psa, { to: person.email, expiresAt, ...word(person.name, link) })
    return true
  })
}

/**
 * The same on request, five times an hour at most, from whatever place it is asked for.
 *
 * @returns false where there were as many already, or the person cannot set one
 */
export function mailForgottenLink(
  psa: Pick<Psa, 'config' | 'db' | 'now' | 'links' | 'words'>,
  person: Employee | Contact,
): Promise<boolean> {
  return inTransaction(psa, async (psa) => {
    await lockUser(psa.db, person.id)
    const since = psa.now() - RESET_LIFETIME * 1000
    if ((await countResetLinksSince(psa.db, person.id, since)) >= MOST_MAILS) return false
    return mailResetLink(psa, person, psa.words.mails.reset.forgotten)
  })
}
