import type { Kysely } from 'kysely'
import type { Instant } from '../../clock.ts'
import type { Ledger } from '../../db/schema.ts'
import type { OrganizationId } from '../../ids.ts'
import { toOrganization } from './organization-row.ts'
import type { Organization } from './organization.ts'
import type { SessionLimits } from './session-limits.ts'

/** @returns null when the id is taken */
export async function insert(
  db: Kysely<Ledger>,
  organization: Pick<Organization, 'id' | 'name' | 'createdAt'>,
): Promise<Organization | null> {
  const row = await db
    .insertInto('organizations')
    .values({
      id: organization.id,
      name: organization.name,
      created_at: organization.createdAt,
      session_total: null,
      session_idle: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst()
  return row ? toOrganization(row) : null
}

export async function rename(db: Kysely<Ledger>, id: OrganizationId, name: string): Promise<Organization | null> {
  const row = await db.updateTable('organizations').set({ name }).where('id', '=', id).returningAll().executeTakeFirst()
  return row ? toOrganization(row) : null
}

export async function setSessionLimits(
  db: Kysely<Ledger>,
  id: OrganizationId,
  { total, idle }: SessionLimits,
): Promise<void> {
  await db.updateTable('organizations').set({ session_total: total, session_idle: idle }).where('id', '=', id).execute()
}

/** @returns null where it was suspended, or was not, before */
export async function setSuspended(
  db: Kysely<Ledger>,
  id: OrganizationId,
  at: Instant | null,
): Promise<Organization | null> {
  const row = await db
    .updateTable('organizations')
    .set({ suspended_at: at })
    .where('id', '=', id)
    .where('suspended_at', at === null ? 'is not' : 'is', null)
    .returningAll()
    .executeTakeFirst()
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
