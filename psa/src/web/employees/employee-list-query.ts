import { href } from '@lanyard/ui'
import { type EmployeeFilter, type EmployeeOrder, employeeSortings } from '../../employees/employee-list.ts'
import { ROLES } from '../../employees/employee.ts'
import { EMPLOYEES_PER_PAGE, usualOrder } from '../../employees/list-employees.ts'
import { routes } from '../routes.ts'

/** Which part of the list an admin looks at, as its address says. */
export interface EmployeeListQuery {
  readonly filter: EmployeeFilter & {
    /** Those without a link to an account at the hub. */
    readonly hub?: 'not_linked' | undefined
  }
  /** From 1. */
  readonly page: number
  /** How many employees a page shows. */
  readonly size: number
  readonly order: EmployeeOrder
}

export const pageSizes = [25, EMPLOYEES_PER_PAGE, 100, 200] as const

const STATUSES = ['active', 'inactive'] as const

const LONGEST_SEARCH = 100

/** What is no choice of the form is passed over, and so is a page that cannot be. */
export function readListQuery(parameters: URLSearchParams): EmployeeListQuery {
  const chosen = <Value extends string>(name: string, values: readonly Value[]) =>
    values.find((value) => value === parameters.get(name))
  const page = Number(parameters.get('page') ?? 1)
  return {
    filter: {
      search: parameters.get('search')?.replaceAll('\0', '').trim().slice(0, LONGEST_SEARCH),
      role: chosen('role_is', ROLES),
      status: chosen('status', STATUSES),
      hub: chosen('hub', ['not_linked'] as const),
    },
    page: Number.isSafeInteger(page) && page > 0 && page < 100_000 ? page : 1,
    size: pageSizes.find((size) => String(size) === parameters.get('size')) ?? EMPLOYEES_PER_PAGE,
    order: {
      by: chosen('sort', employeeSortings) ?? usualOrder.by,
      descending: parameters.get('order') === 'descending',
    },
  }
}

/** Everything that is not as usual. */
export function listQuery({ filter, page, size, order }: EmployeeListQuery) {
  const { search, role, status, hub } = filter
  return {
    search: search || undefined,
    role_is: role,
    status,
    hub,
    sort: order.by === usualOrder.by ? undefined : order.by,
    order: order.descending ? 'descending' : undefined,
    size: size === EMPLOYEES_PER_PAGE ? undefined : String(size),
    page: page > 1 ? String(page) : undefined,
  }
}

/** Where that part of the list is shown. */
export function addressOfList(query: EmployeeListQuery): string {
  return href(routes.employees, {}, listQuery(query))
}

/** For the field `list`; {@link readList} reads it. */
export function listQueryText(query: EmployeeListQuery): string {
  return href('', {}, listQuery(query)).slice(1)
}

/** The part of the list that a button stood on, as its field says. */
export function readList(text: string | null): EmployeeListQuery {
  return readListQuery(new URLSearchParams(text ?? ''))
}

export function isFiltered({ search, ...choices }: EmployeeListQuery['filter']): boolean {
  return Boolean(search) || Object.values(choices).some((choice) => choice !== undefined)
}
