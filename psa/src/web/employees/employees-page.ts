import {
  badge,
  breadcrumbs,
  button,
  buttonRow,
  field,
  form,
  href,
  html,
  type Html,
  type HtmlValue,
  note,
  pageHeading,
  panel,
  select,
  table,
} from '@lanyard/ui'
import { type Employee, ROLES } from '../../employees/employee.ts'
import { listEmployees } from '../../employees/find-employee.ts'
import type { Form } from '../form.ts'
import { employeePage } from '../layout.ts'
import { routes } from '../routes.ts'
import type { Site } from '../site.ts'
import { hintOf, type Told, toldNotice } from '../telling.ts'
import type { EmployeeVisit } from '../visit.ts'

interface State {
  readonly told?: Told | undefined
  readonly typed?: Form | undefined
}

export async function employeesPage(site: Site, visit: EmployeeVisit, { told, typed }: State = {}): Promise<Response> {
  const { employees, navigation } = site.words
  const list = await listEmployees(site, visit.tenant.id)
  const linked = await site.connect.linkedUsers(visit.tenant.id)
  const rows = list.map((employee) => row(site, employee, linked.get(employee.id)?.accountName))
  const asked = newEmployeeForm(site, { told, typed })
  return employeePage(site, visit, {
    title: employees.title,
    status: told?.status,
    section: 'admin',
    main: html`${toldNotice(site, told, asked)}
      ${breadcrumbs({ items: [{ label: navigation.admin, href: href(routes.admin) }, { label: employees.title }] })}
      ${pageHeading({ title: employees.title })}
      ${table({ caption: employees.title, columns: columns(site), rows, empty: employees.none })}
      ${note({ text: employees.effect })}
      ${panel({ heading: employees.add, children: asked })}`,
  })
}

function columns({ words: { employees } }: Site) {
  const { name, username, email, role, status: state, hub } = employees
  const prose = (label: string) => ({ label, kind: 'prose' }) as const
  return [
    { label: name },
    prose(username),
    prose(email),
    { label: role },
    { label: state },
    prose(hub),
    { label: employees.actions, kind: 'actions' } as const,
  ]
}

function row({ words: { employees } }: Site, employee: Employee, account: string | undefined): HtmlValue[] {
  const { id, name, username, email, role, deactivated } = employee
  const act = (
    pattern: typeof routes.activateEmployee | typeof routes.deactivateEmployee | typeof routes.deleteEmployee,
    label: string,
    method: 'get' | 'post' = 'post',
  ) => form({ action: href(pattern, { employee: id }), method, layout: 'inline', children: button({ label }) })
  return [
    name,
    username,
    email,
    employees.roles[role],
    deactivated ? badge({ text: employees.inactive }) : badge({ kind: 'good', text: employees.active }),
    account === undefined ? employees.notLinked : employees.linked(account),
    [
      deactivated
        ? act(routes.activateEmployee, employees.activate)
        : act(routes.deactivateEmployee, employees.deactivate, 'get'),
      act(routes.deleteEmployee, employees.delete, 'get'),
    ],
  ]
}

function newEmployeeForm(site: Site, { told, typed }: State): Html {
  const { employees } = site.words
  const box = (name: 'name' | 'username' | 'email') =>
    field({
      name,
      label: employees[name],
      value: typed?.text(name),
      error: hintOf(site, told, name),
      autocomplete: 'off',
      autocapitalize: 'none',
      required: true,
    })
  const options = ROLES.map((role) => ({ value: role, label: employees.roles[role] }))
  return form({
    action: href(routes.employees),
    children: html`<p class="hint">${employees.addHint}</p>
      ${box('name')} ${box('username')} ${box('email')}
      ${select({ name: 'role', label: employees.role, options, value: typed?.text('role') ?? 'technician' })}
      ${buttonRow(button({ label: employees.addButton }))}`,
  })
}
