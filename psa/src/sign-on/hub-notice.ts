import { type Notice, weightOf, words } from '@lanyard/connect'
import { type Html, href, linkButton, refusal, status } from '@lanyard/ui'
import { routes } from '../web/routes.ts'
import type { Site } from '../web/site.ts'
import type { EmployeeVisit } from '../web/visit.ts'
import { hubPages } from './hub-pages.ts'
import { logOutEverywhere } from './log-out-everywhere.ts'
import { settingsPath } from './settings-path.ts'

/** What a ceremony at the hub had to say to this browser, and the cookies by which it is said once. */
export function takeHubNotice(site: Site, { request, employee, tenant }: EmployeeVisit) {
  return site.connect.takeNotice(request, { tenantId: tenant.id, userId: employee.id })
}

/** Success as `status`; a refusal by its weight, with the code and the reference that stands in both logs. */
export function hubNotice(site: Site, notice: Notice | null): Html | false {
  if (!notice) return false
  const { what, why, next } = words(notice, site.words)
  const text = why === undefined ? what : `${what} ${why}`
  const weight = weightOf(notice)
  if (weight === 'status') return status({ text: next === undefined ? text : `${text} ${next}` })
  const { supportAddress } = site.brand
  return refusal({ ...notice, weight, text, next }, { actions: wayOut(site, notice), supportAddress })
}

/** A person came from the hub to whom no user is linked: a local login leads straight on to linking (A24). */
export function isNotLinked(notice: Notice): boolean {
  return notice.code === 'user_not_linked'
}

/**
 * Where the organization lives in another region, the way there; where logging out everywhere failed, another try; else the
 * page that the next step names.
 */
function wayOut(site: Site, { code, details }: Notice): Html | undefined {
  const { signOn, mySettings } = site.words
  if (code === 'still_logged_in') return logOutEverywhere(site)
  if (code === 'organization_already_linked' || code === 'previous_link_closing') {
    return linkButton({ label: signOn.openConnections, href: hubPages.connections(site) })
  }
  if (code === 'not_invited' || code === 'tenant_already_linked') {
    return linkButton({ label: signOn.openSettings, href: settingsPath(site) })
  }
  if (code === 'user_already_linked') return linkButton({ label: mySettings.title, href: href(routes.mySettings) })
  const url = details['url'] === undefined ? null : URL.parse(details['url'])
  if (code !== 'tenant_not_linked' || !url || !/^https?:$/.test(url.protocol)) return undefined
  return linkButton({ label: site.words.signOn.openInRegion(details['region'] ?? url.host), href: url.href })
}
