import { randomUUID } from 'node:crypto'
import type { Kysely, Selectable } from 'kysely'
import { dialectOf } from '@lanyard/storage'
import { mostExact, tidyName, wordKey, wordKeys } from '@lanyard/text'
import type { PeopleTable, Schema, TenantsTable } from './database.ts'
import { readPassword } from './passwords.ts'
import type { Rmm } from './rmm.ts'

export type Company = Selectable<TenantsTable>
export type Person = Selectable<PeopleTable>

export interface NewCompany {
  /** What people type to log in. */
  readonly company: string
  readonly name: string
  readonly invited: boolean
}

export interface NewPerson {
  readonly companyId: string
  readonly username: string
  readonly name: string
  readonly role: 'admin' | 'technician'
  readonly password: string
}

/** @returns the new company's id, which is never used again */
export async function addCompany(db: Kysely<Schema>, { company, name, invited }: NewCompany): Promise<string> {
  const id = `ten_${randomUUID()}`
  const feature = invited ? 'on' : 'off'
  await db.insertInto('tenants').values({ id, company, name, feature, invitation_requested_at: null }).execute()
  return id
}

/**
 * @returns the new person's id, which is never used again
 * @throws {Error} for a password that is refused
 */
export async function addPerson(rmm: Pick<Rmm, 'db' | 'names'>, person: NewPerson): Promise<string> {
  const id = `usr_${randomUUID()}`
  const { companyId, username, name, role } = person
  const company = await findCompany(rmm.db, companyId)
  if (company === null) throw new Error(`There is no company ${companyId}`)
  const password = await readPassword(rmm, person.password, { username, name, company })
  await rmm.db
    .insertInto('people')
    .values({ id, tenant_id: companyId, username, name, role, password, active: 1 })
    .execute()
  return id
}

/** Inside a transaction on PostgreSQL the row is held, so that what it says stands until the commit. */
export async function findCompany(db: Kysely<Schema>, id: string): Promise<Company | null> {
  const query = db.selectFrom('tenants').selectAll().where('id', '=', id)
  return (await (holdsRows(db) ? query.forShare() : query).executeTakeFirst()) ?? null
}

/** As {@link findCompany}. */
export async function findPerson(db: Kysely<Schema>, id: string): Promise<Person | null> {
  const query = db.selectFrom('people').selectAll().where('id', '=', id)
  return (await (holdsRows(db) ? query.forShare() : query).executeTakeFirst()) ?? null
}

/** The company that people type as this when they log in. */
export async function findCompanyByName(db: Kysely<Schema>, company: string): Promise<Company | null> {
  const keys = wordKeys(company)
  const rows = await db.selectFrom('tenants').selectAll().where('company', 'in', keys).execute()
  return mostExact(rows, keys, (row) => row.company)
}

/** The active person who is called that; null where there is none. */
export async function findByName(
  db: Kysely<Schema>,
  { company, username }: { readonly company: string; readonly username: string },
): Promise<Person | null> {
  const found = await findCompanyByName(db, company)
  const person = found && (await findPersonOf(db, found, username))
  return person?.active === 1 ? person : null
}

/** Keeps the company's request where its account manager finds it. */
export async function requestInvitation(db: Kysely<Schema>, companyId: string, at: number): Promise<void> {
  await db.updateTable('tenants').set({ invitation_requested_at: at }).where('id', '=', companyId).execute()
}

function holdsRows(db: Kysely<Schema>): boolean {
  return db.isTransaction && dialectOf(db) === 'postgres'
}

/** Links hold on ids: a company may be called, and typed, otherwise (A25). */
export async function renameCompany(
  db: Kysely<Schema>,
  { id, ...names }: Company,
  request: { readonly company?: string | undefined; readonly name?: string | undefined },
): Promise<Company> {
  const change = {
    company: request.company === undefined ? names.company : wordKey(request.company),
    name: request.name === undefined ? names.name : tidyName(request.name),
  }
  return db.updateTable('tenants').set(change).where('id', '=', id).returningAll().executeTakeFirstOrThrow()
}

/** By the username, active or not; null where the company has none of that name. */
export async function findPersonOf(db: Kysely<Schema>, { id }: Company, username: string): Promise<Person | null> {
  const keys = wordKeys(username)
  const query = db.selectFrom('people').selectAll().where('tenant_id', '=', id)
  return mostExact(await query.where('username', 'in', keys).execute(), keys, (row) => row.username)
}

/** @returns null where no one in the company has that username */
export async function renamePerson(
  db: Kysely<Schema>,
  company: Company,
  username: string,
  request: { readonly username?: string | undefined; readonly name?: string | undefined },
): Promise<Person | null> {
  const change = {
    ...(request.username !== undefined && { username: wordKey(request.username) }),
    ...(request.name !== undefined && { name: tidyName(request.name) }),
  }
  const person = await findPersonOf(db, company, username)
  if (person === null) return null
  return db.updateTable('people').set(change).where('id', '=', person.id).returningAll().executeTakeFirstOrThrow()
}
