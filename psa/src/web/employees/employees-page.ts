import {
  breadcrumbs,
  button,
  buttonRow,
  disclosure,
  field,
  form,
  href,
  html,
  type Html,
  isFiltered,
  listAt,
  listFilter,
  listPager,
  pageHeading,
  select,
  stack,
  table,
} from '@lanyard/ui'
import { type Role, ROLES } from '../../employees/employee.ts'
import { listPartOfEmployees } from '../../employees/list-employees.ts'
import type { Form } from '../form.ts'
import { employeePage } from '../layout.ts'
import { routes } from '../routes.ts'
import type { Site } from '../site.ts'
import { hintOf, type WordedRefusal, refusalNotice } from '../worded-refusal.ts'
import type { EmployeeVisit } from '../visit.ts'
import { addressOfList, type EmployeeListQuery, fieldsOfList, listQuery } from './employee-list-query.ts'
import { employeeCells, employeeColumns } from './employee-row.ts'

interface State {
  readonly query: EmployeeListQuery
  readonly refused?: WordedRefusal | undefined
  readonly typed?: Form | undefined
}

export async function employeesPage(site: Site, visit: EmployeeVisit, state: State): Promise<Response> {
  const { query, refused, typed } = state
  const { employees, navigation } = site.words
  const { filter } = query
  const linked = await site.connect.linkedUsers(visit.tenant.id)
  const without = filter.hub === 'not_linked' ? new Set(linked.keys()) : null
  const { here, rows, total } = await listAt(query, (part) =>
    listPartOfEmployees(site, visit.tenant.id, filter, part, without),
  )
  const added = newEmployeeForm(site, { query: here, refused, typed })
  return employeePage(site, visit, {
    title: employees.title,
    status: refused?.status,
    section: 'admin',
    main: html`${refusalNotice(site, refused, added)}
      ${breadcrumbs({ items: [{ label: navigation.admin, href: href(routes.admin) }, { label: employees.title }] })}
      ${pageHeading({ title: employees.title })}
      ${stack([
        disclosure({
          label: employees.add,
          isOpen: typed !== undefined,
          children: added,
        }),
        filterForm(site, here),
        table({
          caption: employees.title,
          tight: true,
          columns: employeeColumns(site, here),
          rows: rows.map((employee) =>
            employeeCells(site, employee, { account: linked.get(employee.id)?.accountName, query: here }),
          ),
          empty: isFiltered(filter) ? employees.noneFits : employees.none,
        }),
        pagerOf(site, here, total),
      ])}`,
  })
}

function filterForm({ words: { employees } }: Site, query: EmployeeListQuery): Html {
  const { active, inactive, notLinked } = employees
  return listFilter({
    words: employees,
    action: href(routes.employees),
    query: listQuery(query),
    choices: [
      { name: 'role_is', label: employees.role, options: roleOptions(employees.roles) },
      {
        name: 'status',
        label: employees.status,
        options: [
          { value: 'active', label: active },
          { value: 'inactive', label: inactive },
        ],
      },
      { name: 'hub', label: employees.hub, options: [{ value: 'not_linked', label: notLinked }] },
    ],
  })
}

function pagerOf({ words: { employees, language } }: Site, query: EmployeeListQuery, total: number): Html {
  return listPager({
    words: { ...employees, language },
    place: query,
    total,
    at: (place) => addressOfList({ ...query, ...place }),
    children: isFiltered(query.filter) && html`<a href="${href(routes.employees)}">${employees.showAll}</a>`,
  })
}

function newEmployeeForm(site: Site, { query, refused, typed }: State): Html {
  const { employees } = site.words
  const box = (name: 'name' | 'username' | 'email') =>
    field({
      name,
      label: employees[name],
      value: typed?.text(name),
      error: hintOf(site, refused, name),
      autocomplete: 'off',
      autocapitalize: 'none',
      required: true,
    })
  const options = roleOptions(employees.roles)
  return form({
    action: href(routes.employees),
    fields: fieldsOfList(query),
    children: html`<p class="hint">${employees.addHint}</p>
      ${box('name')} ${box('username')} ${box('email')}
      ${select({ name: 'role', label: employees.role, options, value: typed?.text('role') ?? 'technician' })}
      ${buttonRow(button({ label: employees.addButton }))}`,
  })
}

function roleOptions(names: Readonly<Record<Role, string>>) {
  return ROLES.map((role) => ({ value: role, label: names[role] }))
}
