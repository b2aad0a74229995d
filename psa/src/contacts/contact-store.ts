import { nameKeys } from '@lanyard/storage/name-keys'
import { byName, mostExact } from '@lanyard/text'
import { forShare } from '../db/for-share.ts'
import type { PsaDb, PsaSchema } from '../db/schema.ts'
import type { ClientId, TenantId, UserId } from '../ids.ts'
import type { Client, Contact } from './contact.ts'

/** The rows of `users` that are contacts and not deleted. */
function contacts(db: PsaDb) {
  return db.selectFrom('users').selectAll().where('class', '=', 'contact').where('deleted_at', 'is', null)
}

export async function findById(db: PsaDb, id: UserId): Promise<Contact | null> {
  return toContact(await forShare(db, contacts(db).where('id', '=', id)).executeTakeFirst())
}

export async function findByEmail(db: PsaDb, tenant: TenantId, keys: readonly string[]): Promise<Contact | null> {
  const rows = await contacts(db).where('tenant_id', '=', tenant).where('email', 'in', keys).execute()
  return toContact(mostExact(rows, keys, ({ email }) => email) ?? undefined)
}

/** False where the address is taken. */
export async function insert(db: PsaDb, contact: Contact, at: number): Promise<boolean> {
  const row = await db
    .insertInto('users')
    .values({
      id: contact.id,
      tenant_id: contact.tenant,
      class: 'contact',
      name: contact.name,
      email: contact.email,
      ...nameKeys(contact),
      client_id: contact.client,
      created_at: at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

const CLIENT = ['id', 'name'] as const

export async function findClient(db: PsaDb, tenant: TenantId, id: ClientId): Promise<Client | null> {
  const query = db.selectFrom('clients').select(CLIENT).where('tenant_id', '=', tenant).where('id', '=', id)
  return (await query.executeTakeFirst()) ?? null
}

export async function getClientByName(db: PsaDb, tenant: TenantId, name: string): Promise<Client> {
  const query = db.selectFrom('clients').select(CLIENT).where('tenant_id', '=', tenant).where('name', '=', name)
  return query.executeTakeFirstOrThrow()
}

/** By name, whose letters each database would fold and sort in its own way. */
export async function listClients(db: PsaDb, tenant: TenantId): Promise<Client[]> {
  const rows = await db.selectFrom('clients').select(CLIENT).where('tenant_id', '=', tenant).execute()
  return byName(rows, ({ name }) => name)
}

/** False where there is a client of that name. */
export async function insertClient(db: PsaDb, tenant: TenantId, client: Client, at: number): Promise<boolean> {
  const row = await db
    .insertInto('clients')
    .values({ ...client, tenant_id: tenant, created_at: at })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'name']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

function toContact(row: PsaSchema['users'] | undefined): Contact | null {
  if (!row) return null
  if (row.client_id === null) throw new Error(`${row.id} is a contact without a client`)
  const { deactivated_at: at, deactivated_by: by } = row
  return {
    id: row.id,
    tenant: row.tenant_id,
    class: 'contact',
    name: row.name,
    email: row.email,
    client: row.client_id,
    deactivated: at === null || by === null ? null : { at, by },
  }
}
