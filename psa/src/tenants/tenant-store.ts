import { mostExact } from '@lanyard/text'
import type { PsaDb } from '../db/schema.ts'
import { forShare } from '../db/for-share.ts'
import type { TenantId } from '../ids.ts'
import type { Tenant } from './tenant.ts'

const COLUMNS = ['id', 'company', 'name'] as const

export async function findById(db: PsaDb, id: TenantId): Promise<Tenant | null> {
  const query = forShare(db, db.selectFrom('tenants').select(COLUMNS).where('id', '=', id))
  return (await query.executeTakeFirst()) ?? null
}

export async function findByCompany(db: PsaDb, keys: readonly string[]): Promise<Tenant | null> {
  const rows = await db.selectFrom('tenants').select(COLUMNS).where('company', 'in', keys).execute()
  return mostExact(rows, keys, ({ company }) => company)
}

export async function list(db: PsaDb): Promise<Tenant[]> {
  return db.selectFrom('tenants').select(COLUMNS).orderBy('company').execute()
}

/** False where the company is taken. */
export async function insert(db: PsaDb, tenant: Tenant, at: number): Promise<boolean> {
  const row = await db
    .insertInto('tenants')
    .values({ ...tenant, last_ticket_number: 0, created_at: at })
    .onConflict((conflict) => conflict.column('company').doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function update(db: PsaDb, { id, company, name }: Tenant): Promise<void> {
  await db.updateTable('tenants').set({ company, name }).where('id', '=', id).execute()
}
