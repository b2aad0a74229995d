import type { TenantId } from '../ids.ts'

/** A customer company of the deployment ("your PSA company"). */
export interface Tenant {
  readonly id: TenantId
  /** What its people type as "Company" when they log in: lower case, unique in the deployment. */
  readonly company: string
  readonly name: string
}

/** Companies are compared without regard to case and to blanks around them. */
export function normalizeCompany(text: string): string {
  return text.trim().toLowerCase()
}
