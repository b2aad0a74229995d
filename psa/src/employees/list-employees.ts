import type { TenantId, UserId } from '../ids.ts'
import type { ListedPart, ListPart } from '../list-part.ts'
import type { Psa } from '../psa.ts'
import type { EmployeeFilter, EmployeeOrder, EmployeeSorting } from './employee-list.ts'
import type { Employee } from './employee.ts'
import * as employees from './employee-store.ts'

export const usualOrder: EmployeeOrder = { by: 'username', descending: false }

/** Everyone; for what concerns all of them. A page shows a part: {@link listPartOfEmployees}. */
export function listEmployees(psa: Pick<Psa, 'db'>, tenant: TenantId): Promise<Employee[]> {
  return employees.list(psa.db, tenant)
}

/** How many employees of a company there are of a kind. */
export function countEmployees(psa: Pick<Psa, 'db'>, tenant: TenantId, filter: EmployeeFilter = {}): Promise<number> {
  return employees.count(psa.db, tenant, filter)
}

/**
 * A part of a company's employees.
 *
 * @param without who is left out: those who are linked, where the others are looked for. Links are the kit's, so that the
 *   two are compared here, by ids alone
 */
export async function listPartOfEmployees(
  psa: Pick<Psa, 'db'>,
  tenant: TenantId,
  filter: EmployeeFilter,
  part: ListPart<EmployeeSorting>,
  without: ReadonlySet<string> | null = null,
): Promise<ListedPart<Employee>> {
  if (without === null) {
    const total = await employees.count(psa.db, tenant, filter)
    return { total, rows: await employees.listPart(psa.db, tenant, filter, part) }
  }
  const { first, most, order } = part
  const all = await employees.listIds(psa.db, tenant, filter, order)
  const kept = all.filter((id) => !without.has(id))
  const shown = kept.slice(first, first + most)
  return { total: kept.length, rows: inOrder(await employees.findByIds(psa.db, shown), shown) }
}

function inOrder(found: readonly Employee[], ids: readonly UserId[]): Employee[] {
  const byId = new Map(found.map((employee) => [employee.id, employee]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}
