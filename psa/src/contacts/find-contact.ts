import type { ClientId, TenantId, UserId } from '../ids.ts'
import { emailKeys } from '../mail/email.ts'
import type { Psa } from '../psa.ts'
import type { Client, Contact } from './contact.ts'
import * as contacts from './contact-store.ts'

/** Inside a transaction the row is held as it is until the commit. */
export function findContact(psa: Pick<Psa, 'db'>, id: UserId): Promise<Contact | null> {
  return contacts.findById(psa.db, id)
}

export function findContactByEmail(psa: Pick<Psa, 'db'>, tenant: TenantId, email: string): Promise<Contact | null> {
  return contacts.findByEmail(psa.db, tenant, emailKeys(email))
}

export function findClient(psa: Pick<Psa, 'db'>, tenant: TenantId, id: string): Promise<Client | null> {
  return contacts.findClient(psa.db, tenant, id as ClientId)
}

export function listClients(psa: Pick<Psa, 'db'>, tenant: TenantId): Promise<Client[]> {
  return contacts.listClients(psa.db, tenant)
}
