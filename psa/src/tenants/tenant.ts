import type { TenantId } from '../ids.ts'

/** A customer company of the deployment ("your PSA company"). */
export interface Tenant {
  readonly id: TenantId
  /** What its people type as "Company" when they log in: lower case, unique in the deployment. */
  readonly company: string
  readonly name: string
}
