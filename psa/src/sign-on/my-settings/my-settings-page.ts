import {
  button,
  buttonRow,
  descriptions,
  field,
  form,
  href,
  html,
  type Html,
  note,
  pageHeading,
  panel,
} from '@lanyard/ui'
import { hasPassword } from '../../passwords/has-password.ts'
import { SHORTEST } from '../../passwords/password.ts'
import { isAdmin } from '../../employees/employee.ts'
import { employeePage } from '../../web/layout.ts'
import { routes } from '../../web/routes.ts'
import type { Site } from '../../web/site.ts'
import { hintOf, type WordedRefusal, refusalNotice } from '../../web/worded-refusal.ts'
import type { EmployeeVisit } from '../../web/visit.ts'
import { hubNotice, takeHubNotice } from '../hub-notice.ts'
import { hubSection, linkNow } from './hub-section.ts'

/** The person's own page: who they are here, their password, and their account at the hub. */
export async function mySettingsPage(site: Site, visit: EmployeeVisit, refused?: WordedRefusal): Promise<Response> {
  const { mySettings } = site.words
  const link = await site.connect.userState(visit.employee.id)
  const isSuspended = (await site.connect.tenantState(visit.tenant.id)).state === 'suspended'
  const { notice, cookies } = await takeHubNotice(site, visit)
  const step = linkNow(site, visit, link)
  const password = await passwordSection(site, visit, refused)
  return employeePage(site, visit, {
    title: mySettings.title,
    status: refused?.status,
    cookies: [...cookies, ...step.cookies],
    width: 'settings',
    main: html`${pageHeading({ title: mySettings.title })}
      ${refusalNotice(site, refused, password)} ${hubNotice(site, notice)}
      ${step.panel} ${profile(site, visit)} ${hubSection(site, { link, isSuspended, isByAdmin: isAdmin(visit.employee), kind: step.panel === false ? 'primary' : 'secondary' })}
      ${panel({ heading: mySettings.password, children: password })}`,
  })
}

function profile({ words: { mySettings, employees } }: Site, { employee, tenant }: EmployeeVisit): Html {
  const items = [
    { term: mySettings.name, details: employee.name },
    { term: mySettings.username, details: employee.username },
    { term: mySettings.email, details: employee.email },
    { term: mySettings.role, details: employees.roles[employee.role] },
    { term: mySettings.company, details: tenant.name },
  ]
  return panel({ heading: mySettings.profile, children: descriptions(items) })
}

async function passwordSection(
  site: Site,
  { employee }: EmployeeVisit,
  refused: WordedRefusal | undefined,
): Promise<Html> {
  const { mySettings, resetPassword, mailPasswordLink } = site.words
  if (!(await hasPassword(site, employee.id))) {
    return html`${note({ text: mySettings.unset })}
      ${form({ action: href(routes.mailPasswordLink), children: buttonRow(button({ label: mailPasswordLink })) })}`
  }
  return form({
    action: href(routes.changePassword),
    children: html`
      ${field({ name: 'current', label: mySettings.current, type: 'password', error: hintOf(site, refused, 'current'), autocomplete: 'current-password', required: true })}
      ${field({ name: 'next', label: mySettings.next, type: 'password', autocomplete: 'new-password', hint: resetPassword.hint(SHORTEST), error: hintOf(site, refused, 'next'), required: true })}
      ${buttonRow(button({ label: mySettings.change }))}`,
  })
}
