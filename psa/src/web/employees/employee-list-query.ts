import { href, listFields, type ListPlace, listPlaceQuery, readChoice, readListPlace, readSearch } from '@lanyard/ui'
import { type EmployeeFilter, type EmployeeSorting, employeeSortings } from '../../employees/employee-list.ts'
import { ROLES } from '../../employees/employee.ts'
import { usualOrder } from '../../employees/list-employees.ts'
import { routes } from '../routes.ts'

/** Which part of the list an admin looks at, as its address says. */
export interface EmployeeListQuery extends ListPlace<EmployeeSorting> {
  readonly filter: EmployeeFilter & {
    /** Those without a link to an account at the hub. */
    readonly hub?: 'not_linked' | undefined
  }
}

const STATUSES = ['active', 'inactive'] as const

export function readListQuery(parameters: URLSearchParams): EmployeeListQuery {
  return {
    filter: {
      search: readSearch(parameters),
      role: readChoice(parameters, 'role_is', ROLES),
      status: readChoice(parameters, 'status', STATUSES),
      hub: readChoice(parameters, 'hub', ['not_linked'] as const),
    },
    ...readListPlace(parameters, employeeSortings, usualOrder),
  }
}

/** Everything that is not as usual. */
export function listQuery({ filter, ...place }: EmployeeListQuery) {
  const { search, role, status, hub } = filter
  return { search, role_is: role, status, hub, ...listPlaceQuery(place, usualOrder) }
}

/** Where that part of the list is shown. */
export function addressOfList(query: EmployeeListQuery): string {
  return href(routes.employees, {}, listQuery(query))
}

/** For a form on the list, or on a page that it leads to; {@link readList} reads it. */
export function fieldsOfList(query: EmployeeListQuery) {
  return listFields(listQuery(query))
}

/** The part of the list that a button stood on, as its field says. */
export function readList(text: string | null): EmployeeListQuery {
  return readListQuery(new URLSearchParams(text ?? ''))
}
