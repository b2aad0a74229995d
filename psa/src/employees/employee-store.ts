import { inByteOrder, isLike, namedTable, nameKeys, resembling } from '@lanyard/storage/name-keys'
import { mostExact, wordKey } from '@lanyard/text'
import { type RawBuilder, sql, type SqlBool } from 'kysely'
import { forShare } from '../db/for-share.ts'
import type { PsaDb, PsaSchema } from '../db/schema.ts'
import type { ClientId, TenantId, UserId } from '../ids.ts'
import type { Actor } from '../actor.ts'
import type { ListPart } from '../list-part.ts'
import type { EmployeeFilter, EmployeeOrder, EmployeeSorting } from './employee-list.ts'
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

/** A page of them; the username decides between equals, so that no one is on two pages. */
export async function listPart(
  db: PsaDb,
  tenant: TenantId,
  filter: EmployeeFilter,
  { first, most, order }: ListPart<EmployeeSorting>,
): Promise<Employee[]> {
  const found = sorted(db, await matching(db, tenant, filter), order)
  const rows = await found.selectAll().limit(most).offset(first).execute()
  return rows.flatMap((row) => toEmployee(row) ?? [])
}

export async function listIds(
  db: PsaDb,
  tenant: TenantId,
  filter: EmployeeFilter,
  order: EmployeeOrder,
): Promise<UserId[]> {
  const found = sorted(db, await matching(db, tenant, filter), order)
  return (await found.select('id').execute()).map(({ id }) => id)
}

export async function count(db: PsaDb, tenant: TenantId, filter: EmployeeFilter): Promise<number> {
  const found = await matching(db, tenant, filter)
  const { count } = await found.select((all) => all.fn.countAll<number>().as('count')).executeTakeFirstOrThrow()
  return count
}

export async function findByIds(db: PsaDb, ids: readonly UserId[]): Promise<Employee[]> {
  if (ids.length === 0) return []
  const rows = await employees(db).where('id', 'in', ids).execute()
  return rows.flatMap((row) => toEmployee(row) ?? [])
}

/** Those of a company. Written out: SQLite takes a partial index by what the query says, and not by a parameter. */
function ofTenant(db: PsaDb, tenant: TenantId) {
  return db
    .selectFrom('users')
    .where('class', '=', sql.lit('employee'))
    .where('deleted_at', 'is', null)
    .where('tenant_id', '=', tenant)
}

type Found = ReturnType<typeof ofTenant>

async function matching(db: PsaDb, tenant: TenantId, { search = '', role, status }: EmployeeFilter): Promise<Found> {
  const named = await resembling(db, namedTable('users'), { search, among: ofTenant(db, tenant).select('id') })
  const meant = named && [...named, sql<SqlBool>`username ${isLike(wordKey(search))}`]
  return ofTenant(db, tenant)
    .$if(role !== undefined, (query) => query.where('role', '=', role ?? null))
    .$if(status !== undefined, (query) => query.where('deactivated_at', status === 'active' ? 'is' : 'is not', null))
    .$if(meant !== null, (query) => query.where((where) => where.or(meant ?? [])))
}

function sorted(db: PsaDb, query: Found, { by, descending }: EmployeeOrder): Found {
  const sortings: Record<EmployeeSorting, readonly RawBuilder<unknown>[]> = {
    username: [],
    name: [inByteOrder(db, sql`coalesce(name_key, lower(name))`)],
    email: [inByteOrder(db, sql`coalesce(email_key, lower(email))`)],
    role: [sql`role`],
    status: [sql`case when deactivated_at is null then 0 else 1 end`],
  }
  const direction = descending ? 'desc' : 'asc'
  return [...sortings[by], inByteOrder(db, sql.ref('username'))].reduce(
    (all, key) => all.orderBy(key, direction),
    query,
  )
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
