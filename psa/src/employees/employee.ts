import type { TenantId, UserId } from '../ids.ts'

export const ROLES = ['admin', 'technician'] as const
export type Role = (typeof ROLES)[number]

/** A user of the PSA. A deleted one is none; its row stays, so that its id is never used again. */
export interface Employee {
  readonly id: UserId
  readonly tenant: TenantId
  readonly class: 'employee'
  readonly name: string
  /** Lower case, unique among the tenant's employees. It may change; nothing holds on it. */
  readonly username: string
  /** Where mails go; never matched with anything. */
  readonly email: string
  readonly role: Role
  readonly deactivated: { readonly at: number; readonly by: string } | null
}

export function isActive(employee: Employee): boolean {
  return employee.deactivated === null
}

export function isAdmin(employee: Employee): boolean {
  return employee.role === 'admin'
}

export function isRole(text: string): text is Role {
  return ROLES.some((role) => role === text)
}
