import { wordKeys } from '@lanyard/text'
import type { TenantId } from '../ids.ts'
import type { Psa } from '../psa.ts'
import { Refusal } from '../refusal.ts'
import type { Tenant } from './tenant.ts'
import * as tenants from './tenant-store.ts'

export function findTenant(psa: Pick<Psa, 'db'>, id: TenantId): Promise<Tenant | null> {
  return tenants.findById(psa.db, id)
}

export function findTenantByCompany(psa: Pick<Psa, 'db'>, company: string): Promise<Tenant | null> {
  return tenants.findByCompany(psa.db, wordKeys(company))
}

/** @throws {Refusal} `tenant_not_found` */
export async function getTenantByCompany(psa: Pick<Psa, 'db'>, company: string): Promise<Tenant> {
  const tenant = await findTenantByCompany(psa, company)
  if (!tenant) throw new Refusal('tenant_not_found', { company })
  return tenant
}

export function listTenants(psa: Pick<Psa, 'db'>): Promise<Tenant[]> {
  return tenants.list(psa.db)
}
