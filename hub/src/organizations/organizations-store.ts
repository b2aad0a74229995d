import type { Kysely, Selectable } from 'kysely'
import type { Ledger } from '../db/schema.ts'
import type { OrganizationId } from '../ids.ts'
import type { Organization } from './organization.ts'

/** @returns null when the id is taken */
export async function insert(db: Kysely<Ledger>, organization: Organization): Promise<Organization | null> {
  const row = await db
    .insertInto('organizations')
    .values({ id: organization.id, name: organization.name, created_at: organization.createdAt })
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst()
  return row ? toOrganization(row) : null
}

export async function rename(db: Kysely<Ledger>, id: OrganizationId, name: string): Promise<Organization | null> {
  const row = await db.updateTable('organizations').set({ name }).where('id', '=', id).returningAll().executeTakeFirst()
  return row ? toOrganization(row) : null
}

export async function find(db: Kysely<Ledger>, id: OrganizationId): Promise<Organization | null> {
  const row = await db.selectFrom('organizations').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? toOrganization(row) : null
}

/** Without ids, all of them. */
export async function list(db: Kysely<Ledger>, ids?: readonly OrganizationId[]): Promise<Organization[]> {
  if (ids?.length === 0) return []
  const rows = await db
    .selectFrom('organizations')
    .selectAll()
    .$if(ids !== undefined, (query) => query.where('id', 'in', ids ?? []))
    .orderBy('id')
    .execute()
  return rows.map(toOrganization)
}

function toOrganization(row: Selectable<Ledger['organizations']>): Organization {
  return { id: row.id, name: row.name, createdAt: row.created_at }
}
