import { inByteOrder, nameKeys } from '@lanyard/storage/name-keys'
import { mostExact } from '@lanyard/text'
import { sql } from 'kysely'
import { forShare } from '../db/for-share.ts'
import type { PsaDb, PsaSchema } from '../db/schema.ts'
import type { ClientId, TenantId, UserId } from '../ids.ts'
import type { Actor } from '../actor.ts'
import type { Employee } from './employee.ts'

/** The rows of `users` that are employees and not deleted. */
function employees(db: PsaDb) {
  return db.selectFrom('users').selectAll().where('class', '=', 'employee').where('deleted_at', 'is', null)
}

export async function findById(db: PsaDb, id: UserId): Promise<Employee | null> {
  return toEmployee(await forShare(db, employees(db).where('id', '=', id)).executeTakeFirst())
}

export async function findByUsername(db: PsaDb, tenant: TenantId, keys: readonly string[]): Promise<Employee | null> {
  const rows = await employees(db).where('tenant_id', '=', tenant).where('username', 'in', keys).execute()
  return toEmployee(mostExact(rows, keys, ({ username }) => username ?? '') ?? undefined)
}

export async function list(db: PsaDb, tenant: TenantId): Promise<Employee[]> {
  const rows = await employees(db)
    .where('tenant_id', '=', tenant)
    .orderBy(inByteOrder(db, sql.ref('username')))
    .execute()
  return rows.flatMap((row) => toEmployee(row) ?? [])
}

/** The tenant's working admins, their rows locked against one another's deactivation. */
export async function lockActiveAdmins(db: PsaDb, tenant: TenantId): Promise<UserId[]> {
  // An update that changes nothing locks the rows on both databases, in the order of their ids on neither: a deadlock
  // runs the transaction once more.
  const rows = await db
    .updateTable('users')
    .set({ role: 'admin' })
    .where('tenant_id', '=', tenant)
    .where('role', '=', 'admin')
    .where('deactivated_at', 'is', null)
    .where('deleted_at', 'is', null)
    .returning('id')
    .execute()
  return rows.map((row) => row.id)
}

/** False where the username is taken. */
export async function insert(db: PsaDb, { tenant, deactivated, ...employee }: Employee, at: number): Promise<boolean> {
  const row = await db
    .insertInto('users')
    .values({
      ...employee,
      ...nameKeys(employee),
      tenant_id: tenant,
      created_at: at,
      deactivated_at: deactivated?.at ?? null,
      deactivated_by: deactivated?.by ?? null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function update(db: PsaDb, { id, name, username, email }: Employee): Promise<void> {
  const keys = nameKeys({ name, email })
  await db
    .updateTable('users')
    .set({ name, username, email, ...keys })
    .where('id', '=', id)
    .execute()
}

export async function deactivate(db: PsaDb, id: UserId, by: Actor, at: number): Promise<void> {
  await db.updateTable('users').set({ deactivated_at: at, deactivated_by: by }).where('id', '=', id).execute()
}

export async function activate(db: PsaDb, id: UserId): Promise<void> {
  await db.updateTable('users').set({ deactivated_at: null, deactivated_by: null }).where('id', '=', id).execute()
}

export async function markDeleted(db: PsaDb, id: UserId, by: Actor, at: number): Promise<void> {
  await db.updateTable('users').set({ deleted_at: at, deleted_by: by }).where('id', '=', id).execute()
}

export async function makeContact(db: PsaDb, id: UserId, client: ClientId): Promise<void> {
  await db
    .updateTable('users')
    .set({ class: 'contact', username: null, role: null, client_id: client })
    .where('id', '=', id)
    .execute()
}

function toEmployee(row: PsaSchema['users'] | undefined): Employee | null {
  if (!row) return null
  if (row.username === null || row.role === null) throw new Error(`${row.id} is an employee without username or role`)
  const { deactivated_at: at, deactivated_by: by } = row
  return {
    id: row.id,
    tenant: row.tenant_id,
    class: 'employee',
    name: row.name,
    username: row.username,
    email: row.email,
    role: row.role,
    deactivated: at === null || by === null ? null : { at, by },
  }
}

/** Everyone whom the tenant ever had, contacts and deleted ones among them: id and name. */
export function listNames(db: PsaDb, tenant: TenantId): Promise<{ id: UserId; name: string }[]> {
  return db.selectFrom('users').select(['id', 'name']).where('tenant_id', '=', tenant).execute()
}
