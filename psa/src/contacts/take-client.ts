import { LONGEST_NAME, readName } from '@lanyard/text'
import { newClientId, type TenantId } from '../ids.ts'
import type { Psa } from '../psa.ts'
import { readField } from '../read-field.ts'
import type { Client } from './contact.ts'
import * as contacts from './contact-store.ts'

/** The client company of that name, made where there is none. @throws {Refusal} `form_invalid` */
export async function takeClient(
  psa: Pick<Psa, 'db' | 'now'>,
  { tenant, name }: { tenant: TenantId; name: string },
): Promise<Client> {
  const client = { id: newClientId(), name: readField('client', readName(name), LONGEST_NAME) }
  if (await contacts.insertClient(psa.db, tenant, client, psa.now())) return client
  return contacts.getClientByName(psa.db, tenant, client.name)
}
