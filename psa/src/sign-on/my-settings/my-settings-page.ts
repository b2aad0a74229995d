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
  status,
} from '@lanyard/ui'
import { hasPassword } from '../../passwords/has-password.ts'
import { SHORTEST } from '../../passwords/password.ts'
import { employeePage } from '../../web/layout.ts'
import { routes } from '../../web/routes.ts'
import type { Site } from '../../web/site.ts'
import { type Told, toldAlert } from '../../web/telling.ts'
import type { EmployeeVisit } from '../../web/visit.ts'
import { hubNoticeOf } from '../hub-notice.ts'
import { hubSection, linkNow } from './hub-section.ts'

/** The person's own page: who they are here, their password, and their account at the hub. */
export async function mySettingsPage(site: Site, visit: EmployeeVisit, told?: Told): Promise<Response> {
  const { mySettings } = site.words
  const link = await site.connect.userState(visit.employee.id)
  const isSuspended = (await site.connect.tenantState(visit.tenant.id)).state === 'suspended'
  const step = await linkNow(site, visit, link)
  return employeePage(site, visit, {
    title: mySettings.title,
    status: told?.status,
    width: 'settings',
    main: html`${pageHeading({ title: mySettings.title })}
      ${toldAlert(site, told) ?? (await hubNoticeOf(site, visit)) ?? done(site, visit)}
      ${step} ${profile(site, visit)} ${hubSection(site, { link, isSuspended, kind: step === undefined ? 'primary' : 'secondary' })}
      ${panel({ heading: mySettings.password, children: await passwordSection(site, visit) })}`,
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

async function passwordSection(site: Site, { employee }: EmployeeVisit): Promise<Html> {
  const { mySettings, resetPassword, mailPasswordLink } = site.words
  if (!(await hasPassword(site, employee.id))) {
    return html`${note({ text: mySettings.unset })}
      ${form({ action: href(routes.mailPasswordLink), children: buttonRow(button({ label: mailPasswordLink })) })}`
  }
  return form({
    action: href(routes.changePassword),
    children: html`
      ${field({ name: 'current', label: mySettings.current, type: 'password', autocomplete: 'current-password', required: true })}
      ${field({ name: 'next', label: mySettings.next, type: 'password', autocomplete: 'new-password', hint: resetPassword.hint(SHORTEST), required: true })}
      ${buttonRow(button({ label: mySettings.change }))}`,
  })
}

function done({ words }: Site, { url }: EmployeeVisit): Html | undefined {
  const text = {
    disabled: words.signOn.mySettings.disabled,
    'password-changed': words.mySettings.changed,
    'link-sent': words.passwordLinkSent,
  }[url.searchParams.get('done') ?? '']
  return text === undefined ? undefined : status({ text })
}
