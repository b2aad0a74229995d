import type { UserState } from '@lanyard/connect'
import {
  button,
  type ButtonKind,
  buttonRow,
  descriptions,
  form,
  href,
  html,
  type Html,
  linkButton,
  note,
  panel,
  time,
} from '@lanyard/ui'
import { when } from '../../web/dates.ts'
import { takeOutcome } from '../../web/outcome.ts'
import { connectRoutes, routes } from '../../web/routes.ts'
import type { Site } from '../../web/site.ts'
import type { EmployeeVisit } from '../../web/visit.ts'
import { settingsPath } from '../settings-path.ts'

interface HubSection {
  readonly link: UserState
  /** The hub does not know the company's connection at the moment: links rest, and open no session. */
  readonly isSuspended: boolean
  /** Who can see to it that the company is connected. */
  readonly isByAdmin: boolean
  readonly kind: ButtonKind
}

/** Enable or Disable, with what is linked (A14, A15). While it cannot be, there is no button. */
export function hubSection(site: Site, { link, isSuspended, isByAdmin, kind }: HubSection): Html {
  const { mySettings } = site.words.signOn
  const { heading } = mySettings
  if (link.state === 'linked') {
    const rests = isSuspended && note({ kind: 'warning', text: mySettings.unavailable.link_suspended })
    return panel({ heading, children: html`${rests}${linked(site, link)}` })
  }
  if (link.state === 'unavailable') {
    const { openSettings } = site.words.signOn
    const actions = isByAdmin && linkButton({ label: openSettings, href: settingsPath(site) })
    const isAsked = !isByAdmin && link.reason === 'tenant_not_linked'
    const text = [mySettings.unavailable[link.reason], ...(isAsked ? [mySettings.askAdmin] : [])].join(' ')
    return panel({ heading, children: note({ text, actions }) })
  }
  return panel({
    heading,
    children: html`<p id="enable">${mySettings.unlinked}</p>
      ${form({
        action: connectRoutes.linkUser,
        children: buttonRow(button({ label: mySettings.enable, kind, describedBy: 'enable' })),
      })}`,
  })
}

/** For a user who came from the hub unlinked and has just logged in locally: the step that is left (A24). */
export function linkNow(
  site: Site,
  { request }: EmployeeVisit,
  link: UserState,
): { readonly panel: Html | false; readonly cookies: readonly string[] } {
  const left = takeOutcome(site, request)
  if (left?.outcome.linkNow === undefined || link.state !== 'unlinked') return { panel: false, cookies: [] }
  const { mySettings } = site.words.signOn
  const asked = panel({
    heading: mySettings.linkNowTitle,
    children: html`<p>${mySettings.linkNowText(left.outcome.linkNow.account)}</p>
      ${form({
        action: connectRoutes.linkUser,
        children: buttonRow(button({ label: mySettings.linkNow, kind: 'primary', icon: 'link' })),
      })}`,
  })
  return { panel: asked, cookies: left.cookies }
}

function linked(
  site: Site,
  { accountName, organizationName, since, lastUsedAt }: Extract<UserState, { state: 'linked' }>,
): Html {
  const { words } = site
  const { mySettings } = words.signOn
  return html`<p>${mySettings.linkedTo(accountName, organizationName)}</p>
    ${descriptions([
      { term: mySettings.since, details: time(since, { ...words, style: 'date' }) },
      { term: mySettings.lastUsed, details: lastUsedAt === null ? mySettings.neverUsed : when(site, lastUsedAt) },
    ])}
    ${form({ action: href(routes.disable), method: 'get', children: buttonRow(button({ label: mySettings.disable })) })}`
}
