import { type KeptForm, sentAgain } from '@lanyard/forms'
import { buttonRow, dialog, type Html, href, html, keptForm, linkButton } from '@lanyard/ui'
import { isAdmin } from '../../employees/employee.ts'
import { Refusal } from '../../refusal.ts'
import { employeePage, portalPage } from '../layout.ts'
import { routes } from '../routes.ts'
import type { Site } from '../site.ts'
import { type ContactVisit, type EmployeeVisit, param } from '../visit.ts'
import { findOwn } from './keep-posted.ts'
import { keptRules } from './kept-rules.ts'

interface Given {
  readonly title: string
  readonly status?: number
  readonly main: Html
}

/**
 * Gives back a form that came too late, to the person who sent it. It does nothing by itself: the person presses the button
 * again, which takes the form's own way with all its guards.
 */
export async function showKept(site: Site, visit: EmployeeVisit): Promise<Response> {
  const found = await findOwn(site, visit, visit.employee.id)
  if (found && isOfPortal(found)) throw new Refusal('not_found')
  if (found?.pattern.startsWith(routes.admin) && !isAdmin(visit.employee)) throw new Refusal('not_an_admin')
  const given = await give(site, visit, found, routes.home)
  return employeePage(site, visit, { ...given, width: 'settings' })
}

/** The same for a contact. The form of an employee's page would show what only employees see, such as all clients (T49). */
export async function showPortalKept(site: Site, visit: ContactVisit): Promise<Response> {
  const found = await findOwn(site, visit, visit.contact.id)
  if (found && !isOfPortal(found)) throw new Refusal('not_found')
  return portalPage(site, visit, await give(site, visit, found, routes.portal))
}

function isOfPortal({ pattern }: KeptForm): boolean {
  return pattern.startsWith(routes.portal)
}

async function give(
  site: Site,
  visit: EmployeeVisit | ContactVisit,
  kept: KeptForm | null,
  home: typeof routes.home | typeof routes.portal,
): Promise<Given> {
  const { kept: words } = site.words
  const rule = kept && keptRules(site.words)[kept.pattern]
  if (!kept || !rule) return { ...told(words.goneTitle, words.gone, words.back, href(home)), status: 404 }
  if (kept.isTooLarge) return told(words.tooLargeTitle, words.leadTooLarge, words.back, kept.back)
  const title = await rule.label({ site, visit, kept })
  const main = keptForm({
    label: title,
    lead: words.lead,
    leadAct: words.leadAct,
    leadChosen: words.leadChosen,
    action: sentAgain(kept.action, param(visit, 'form')),
    fields: rule.fields,
    choices: await rule.choices?.({ site, visit, kept }),
    values: kept.fields,
    go: rule.go,
    ends: rule.ends,
    stay: { label: words.cancel, href: kept.back },
  })
  return { title, main }
}

function told(title: string, text: string, label: string, to: string): Given {
  const children = html`<p>${text}</p>
    ${buttonRow(linkButton({ label, href: to }))}`
  return { title, main: dialog({ label: title, children }) }
}
