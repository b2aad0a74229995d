import type { PsaDb } from '../db/schema.ts'
import type { TenantId } from '../ids.ts'

export async function invite(db: PsaDb, tenant: TenantId, at: number): Promise<void> {
  const invited = { invited_at: at, withdrawn_at: null, withdrawn_links: null }
  await db
    .insertInto('invitations')
    .values({ tenant_id: tenant, ...invited })
    .onConflict((conflict) => conflict.column('tenant_id').doUpdateSet(invited))
    .execute()
}

export async function withdraw(db: PsaDb, tenant: TenantId, links: 'kept' | 'ended', at: number): Promise<void> {
  await db
    .updateTable('invitations')
    .set({ withdrawn_at: at, withdrawn_links: links })
    .where('tenant_id', '=', tenant)
    .execute()
}
