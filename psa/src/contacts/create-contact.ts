import { inTransaction } from '@lanyard/storage'
import { LONGEST_NAME, readName } from '@lanyard/text'
import { recordAct } from '../audit/record-act.ts'
import { newUserId, type TenantId } from '../ids.ts'
import { normalizeEmail } from '../mail/email.ts'
import { readPassword } from '../passwords/password.ts'
import { setPassword } from '../passwords/set-password.ts'
import type { Psa } from '../psa.ts'
import { Refusal } from '../refusal.ts'
import { readField } from '../read-field.ts'
import type { Contact } from './contact.ts'
import * as contacts from './contact-store.ts'
import { takeClient } from './take-client.ts'

export interface ContactToCreate {
  readonly tenant: TenantId
  readonly name: string
  readonly email: string
  /** Name of the client company. */
  readonly client: string
  readonly password?: string | undefined
  readonly by: 'operator'
}

/** @throws {Refusal} `email_taken`, `email_invalid`, `form_invalid`, and those of `readPassword` */
export async function createContact(
  psa: Pick<Psa, 'db' | 'now' | 'brand' | 'suite'>,
  request: ContactToCreate,
): Promise<Contact> {
  const { password } = request
  const hash = password === undefined ? undefined : await readPassword(psa, password, request)
  return inTransaction(psa, async (psa) => {
    const { tenant, by } = request
    const client = await takeClient(psa, { tenant, name: request.client })
    const contact: Contact = {
      id: newUserId(),
      tenant,
      class: 'contact',
      name: readField('name', readName(request.name), LONGEST_NAME),
      email: normalizeEmail(request.email),
      client: client.id,
      deactivated: null,
    }
    if (!(await contacts.insert(psa.db, contact, psa.now()))) throw new Refusal('email_taken')
    if (hash !== undefined) await setPassword(psa, { user: contact.id, hash })
    await recordAct(psa, { tenant, actor: by, act: 'contact.created', subject: contact.id })
    return contact
  })
}
