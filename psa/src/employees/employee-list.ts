import type { ListOrder } from '../list-part.ts'
import type { Role } from './employee.ts'

/** Which employees of a company are looked for; what is left out does not matter. */
export interface EmployeeFilter {
  /** Part of a name, a username or an address, whatever its case. */
  readonly search?: string | undefined
  readonly role?: Role | undefined
  readonly status?: 'active' | 'inactive' | undefined
}

/** By what a list of employees is sorted; the username decides where that is equal. */
export const employeeSortings = ['username', 'name', 'email', 'role', 'status'] as const
export type EmployeeSorting = (typeof employeeSortings)[number]

export type EmployeeOrder = ListOrder<EmployeeSorting>
