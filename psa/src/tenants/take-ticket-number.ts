import type { TenantId } from '../ids.ts'
import type { Psa } from '../psa.ts'
import * as tenants from './tenant-store.ts'

/** The number of a tenant's next ticket, in the transaction that opens it. */
export function takeTicketNumber(psa: Pick<Psa, 'db'>, tenant: TenantId): Promise<number> {
  return tenants.takeTicketNumber(psa.db, tenant)
}
