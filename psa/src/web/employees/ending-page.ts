import { href, html, plural, question } from '@lanyard/ui'
import type { Employee } from '../../employees/employee.ts'
import { employeePage } from '../layout.ts'
import { routes } from '../routes.ts'
import type { Site } from '../site.ts'
import type { EmployeeVisit } from '../visit.ts'
import { addressOfList, type EmployeeListQuery, fieldsOfList } from './employee-list-query.ts'

/** What ends something for an employee. */
export type Ending = 'deactivate' | 'delete'

const patterns = { deactivate: routes.deactivateEmployee, delete: routes.deleteEmployee } as const

interface EndingState {
  readonly employee: Employee
  readonly sessions: number
  /** The hub's account that they are linked to; undefined where there is none. */
  readonly account: string | undefined
  /** The part of the list that the button stood on. */
  readonly query: EmployeeListQuery
}

/** The question before something ends for an employee: whom it concerns, what ends, and what comes back. */
export function endingPage(
  site: Site,
  visit: EmployeeVisit,
  ending: Ending,
  { employee, sessions, account, query }: EndingState,
): Promise<Response> {
  const { endings, ...words } = site.words.employees
  const title = endings[ending].title(employee.name)
  return employeePage(site, visit, {
    title,
    section: 'admin',
    width: 'settings',
    main: question({
      label: title,
      children: html`<p><strong>${employee.name}</strong> · ${employee.username} · ${words.roles[employee.role]}</p>`,
      effects: [
        endings[ending].logIn,
        sessions === 0 ? endings.noSessions : plural(sessions, endings.sessions, site.words.language),
        account === undefined ? endings.noLink : endings.link(account),
        endings[ending].after,
      ],
      effectsLabel: endings.ends,
      action: href(patterns[ending], { employee: employee.id }),
      fields: fieldsOfList(query),
      go: words[ending],
      stay: { label: endings.cancel, href: addressOfList(query) },
    }),
  })
}
