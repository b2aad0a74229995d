import { wordKeys } from '@lanyard/text'
import type { TenantId, UserId } from '../ids.ts'
import type { Psa } from '../psa.ts'
import { Refusal } from '../refusal.ts'
import type { Employee } from './employee.ts'
import * as employees from './employee-store.ts'

/** Inside a transaction the row is held as it is until the commit. */
export function findEmployee(psa: Pick<Psa, 'db'>, id: UserId): Promise<Employee | null> {
  return employees.findById(psa.db, id)
}

export function findEmployeeByUsername(
  psa: Pick<Psa, 'db'>,
  tenant: TenantId,
  username: string,
): Promise<Employee | null> {
  return employees.findByUsername(psa.db, tenant, wordKeys(username))
}

/** @throws {Refusal} `employee_not_found`, also where the employee is another tenant's */
export async function getEmployee(psa: Pick<Psa, 'db'>, tenant: TenantId, id: string): Promise<Employee> {
  const employee = await employees.findById(psa.db, id as UserId)
  if (employee?.tenant !== tenant) throw new Refusal('employee_not_found')
  return employee
}

/** The names of everyone whom the tenant ever had, contacts and deleted ones among them, by their ids. */
export async function namesOfPeople(psa: Pick<Psa, 'db'>, tenant: TenantId): Promise<ReadonlyMap<string, string>> {
  return new Map((await employees.listNames(psa.db, tenant)).map(({ id, name }) => [id, name]))
}
