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
  listPager,
  pageHeading,
  plural,
  select,
  stack,
  table,
} from '@lanyard/ui'
import { ROLES } from '../../employees/employee.ts'
import { listPartOfEmployees } from '../../employees/list-employees.ts'
import { type Form, LIST } from '../form.ts'
import { employeePage } from '../layout.ts'
import { routes } from '../routes.ts'
import type { Site } from '../site.ts'
import { hintOf, type WordedRefusal, refusalNotice } from '../worded-refusal.ts'
import type { EmployeeVisit } from '../visit.ts'
import {
  addressOfList,
  type EmployeeListQuery,
  isFiltered,
  listQuery,
  listQueryText,
  pageSizes,
} from './employee-list-query.ts'
import { employeeCells, employeeColumns } from './employee-row.ts'

interface State {
  readonly query: EmployeeListQuery
  readonly refused?: WordedRefusal | undefined
  readonly typed?: Form | undefined
}

export async function employeesPage(site: Site, visit: EmployeeVisit, state: State): Promise<Response> {
  const { query, refused, typed } = state
  const { employees, navigation } = site.words
  const { filter, size, order } = query
  const linked = await site.connect.linkedUsers(visit.tenant.id)
  const without = filter.hub === 'not_linked' ? new Set(linked.keys()) : null
  const list = (page: number) => {
    const part = { first: (page - 1) * size, most: size, order }
    return listPartOfEmployees(site, visit.tenant.id, filter, part, without)
  }
  const asked = await list(query.page)
  const lastPage = Math.max(1, Math.ceil(asked.total / size))
  const page = Math.min(query.page, lastPage)
  const shown = page === query.page ? asked.employees : (await list(page)).employees
  const here = { ...query, page }
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
          rows: shown.map((employee) =>
            employeeCells(site, employee, { account: linked.get(employee.id)?.accountName, query: here }),
          ),
          empty: isFiltered(filter) ? employees.noneFits : employees.none,
        }),
        pagerOf(site, here, { total: asked.total, lastPage }),
      ])}`,
  })
}

function filterForm({ words: { employees } }: Site, query: EmployeeListQuery): Html {
  const { filter } = query
  const all = { value: '', label: employees.all }
  // A new filter begins at the first page, of the size and order that were chosen.
  const { sort, order, size } = listQuery(query)
  return form({
    action: href(routes.employees),
    method: 'get',
    layout: 'filter',
    label: employees.search,
    fields: { sort, order, size },
    children: [
      field({
        name: 'search',
        label: employees.search,
        type: 'search',
        value: filter.search,
        hint: employees.searchHint,
      }),
      select({
        name: 'role_is',
        label: employees.role,
        options: [all, ...ROLES.map((role) => ({ value: role, label: employees.roles[role] }))],
        value: filter.role,
      }),
      select({
        name: 'status',
        label: employees.status,
        options: [all, { value: 'active', label: employees.active }, { value: 'inactive', label: employees.inactive }],
        value: filter.status,
      }),
      select({
        name: 'hub',
        label: employees.hub,
        options: [all, { value: 'not_linked', label: employees.notLinked }],
        value: filter.hub,
      }),
      button({ label: employees.show }),
    ],
  })
}

function pagerOf(
  { words: { employees, language } }: Site,
  query: EmployeeListQuery,
  { total, lastPage }: { total: number; lastPage: number },
): Html {
  return listPager({
    words: employees,
    found: plural(total, employees.found, language),
    page: query.page,
    lastPage,
    sizes: total > Math.min(...pageSizes) ? pageSizes : [],
    size: query.size,
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
  const options = ROLES.map((role) => ({ value: role, label: employees.roles[role] }))
  return form({
    action: href(routes.employees),
    fields: { [LIST]: listQueryText(query) || undefined },
    children: html`<p class="hint">${employees.addHint}</p>
      ${box('name')} ${box('username')} ${box('email')}
      ${select({ name: 'role', label: employees.role, options, value: typed?.text('role') ?? 'technician' })}
      ${buttonRow(button({ label: employees.addButton }))}`,
  })
}
