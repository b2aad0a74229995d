import {
  badge,
  breakable,
  href,
  type HtmlValue,
  type Html,
  menu,
  type MenuItem,
  sortBy,
  type TableColumn,
} from '@lanyard/ui'
import type { EmployeeSorting } from '../../employees/employee-list.ts'
import type { Employee } from '../../employees/employee.ts'
import { routes } from '../routes.ts'
import type { Site } from '../site.ts'
import { addressOfList, type EmployeeListQuery, fieldsOfList } from './employee-list-query.ts'

export function employeeColumns({ words: { employees } }: Site, query: EmployeeListQuery): TableColumn[] {
  const sort = (by: EmployeeSorting) => sortBy(by, query.order, (order) => addressOfList({ ...query, page: 1, order }))
  return [
    { label: employees.name, sort: sort('name') },
    { label: employees.username, kind: 'prose', sort: sort('username') },
    { label: employees.email, kind: 'prose', sort: sort('email') },
    { label: employees.role, kind: 'plain', sort: sort('role') },
    { label: employees.status, kind: 'plain', sort: sort('status') },
    { label: employees.hub },
    { label: employees.actions, kind: 'actions' },
  ]
}

/** @param account the hub's account that they are linked to; undefined where there is none */
export function employeeCells(
  site: Site,
  employee: Employee,
  { account, query }: { account: string | undefined; query: EmployeeListQuery },
): HtmlValue[] {
  const { employees } = site.words
  const { name, username, email, role, deactivated } = employee
  return [
    breakable(name),
    username,
    email,
    employees.roles[role],
    deactivated ? badge({ text: employees.inactive }) : badge({ kind: 'good', text: employees.active }),
    account === undefined ? employees.notLinked : employees.linked(account),
    employeeMenu(site, employee, query),
  ]
}

function employeeMenu(
  { words: { employees } }: Site,
  { id, name, deactivated }: Employee,
  query: EmployeeListQuery,
): Html {
  const fields = fieldsOfList(query)
  const act = (
    pattern: typeof routes.activateEmployee | typeof routes.deactivateEmployee | typeof routes.deleteEmployee,
    label: string,
    method: 'get' | 'post' = 'get',
  ): MenuItem => ({ label, action: href(pattern, { employee: id }), method, fields })
  return menu({
    id: `acts-${id}`,
    label: employees.actions,
    of: name,
    heading: name,
    items: [
      deactivated
        ? act(routes.activateEmployee, employees.activate, 'post')
        : act(routes.deactivateEmployee, employees.deactivate),
      act(routes.deleteEmployee, employees.delete),
    ],
  })
}
