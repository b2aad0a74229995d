import { inTransaction } from '@lanyard/storage'
import { recordAct } from '../audit/record-act.ts'
import type { Origin } from '../browsers/browsers.ts'
import type { Contact } from '../contacts/contact.ts'
import { lockUser } from '../db/lock-user.ts'
import type { Employee } from '../employees/employee.ts'
import { sendMail } from '../mail/send-mail.ts'
import type { Psa } from '../psa.ts'
import { Refusal } from '../refusal.ts'
import { hashSecret } from '../secrets.ts'
import { endUserSessions } from '../sessions/end-session.ts'
import { findActivePerson } from './find-active-person.ts'
import { readPassword } from '../passwords/password.ts'
import { consumeResetLink, findResetLinkUser } from '../passwords/reset-links.ts'
import { forgivePasswordTries } from '../passwords/prove-password.ts'
import { setPassword } from '../passwords/set-password.ts'

type Person = Employee | Contact

/** Whose password a link sets; null where it was used, is too old, or never was one. */
export async function findResetPerson(psa: Pick<Psa, 'db' | 'now'>, token: string): Promise<Person | null> {
  const user = await findResetLinkUser(psa.db, hashSecret(token), psa.now())
  return user === null ? null : findActivePerson(psa, user)
}

/**
 * Sets a password by the link of a mail. The link is used up, the person's other links too, and every session ends
 * (T9). With `forgetLink` the link with a hub account goes as well: the person who recovers an account is asked whether that
 * link is theirs (T10). Tries that were counted against the person from where they are now are forgiven: they have shown
 * that the mailbox is theirs.
 *
 * @throws {Refusal} `reset_link_invalid`, and those of `readPassword`, which leave the link as it was
 */
export async function resetPassword(
  psa: Pick<Psa, 'config' | 'db' | 'now' | 'connect' | 'words' | 'brand' | 'suite'>,
  {
    token,
    password,
    forgetLink = false,
    origin,
  }: { token: string; password: string; forgetLink?: boolean | undefined; origin: Origin },
): Promise<Person> {
  const owner = await findResetPerson(psa, token)
  // Without a link that works, no password is weighed and hashed.
  if (!owner) throw new Refusal('reset_link_invalid')
  const hash = await readPassword(psa, password, owner)
  const person = await inTransaction(psa, async (psa) => {
    const user = await consumeResetLink(psa.db, hashSecret(token), psa.now())
    if (user !== null) await lockUser(psa.db, user)
    const person = user === null ? null : await findActivePerson(psa, user)
    if (!person) throw new Refusal('reset_link_invalid')
    const { id, tenant } = person
    await setPassword(psa, { user: id, hash })
    await endUserSessions(psa, id)
    // The page cannot ask about an account that is not linked yet: what is still connecting ends, and can be begun again.
    await psa.connect.endConnecting(psa.db, { userId: id }, id)
    if (forgetLink) await psa.connect.forgetUser(psa.db, id, { by: id })
    await sendMail(psa, { to: person.email, ...psa.words.mails.passwordChanged(person.name) })
    await recordAct(psa, { tenant, actor: id, act: 'password.reset', subject: id })
    return person
  })
  await forgivePasswordTries(psa, person.id, origin)
  return person
}
