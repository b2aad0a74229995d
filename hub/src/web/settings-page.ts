import { href, type HtmlValue, pageHeading, tabs } from '@lanyard/ui'
import type { Context } from 'hono'
import { audit } from '../messages/en/audit.ts'
import { account } from '../messages/en/account.ts'
import { logouts } from '../messages/en/logouts.ts'
import { pages } from '../messages/en/pages.ts'
import { security } from '../messages/en/security.ts'
import type { Refusal } from '../refusal.ts'
import { routes } from './routes.ts'
import type { Site } from './site.ts'
import type { ViewerEnv } from './viewer.ts'
import { sendViewerPage } from './viewer-page.ts'

export interface SettingsPage {
  readonly main: HtmlValue
  readonly width?: 'table' | 'settings'
  /** Why the form that was posted is shown again. */
  readonly refusal?: Refusal | undefined
}

/** A tab of Admin Settings: what masters set for their organization. */
export function sendAdminPage(c: Context<ViewerEnv>, site: Site, page: SettingsPage): Promise<Response> {
  const { adminSettings: paths } = routes
  const { adminSettings: words } = pages
  return sendSettingsPage(c, site, page, words.title, [
    { label: words.overview, href: href(paths.home) },
    { label: words.members, href: href(paths.members) },
    { label: words.moduleUrls, href: href(paths.moduleUrls) },
    { label: words.connections, href: href(paths.connections) },
    { label: logouts.tab, href: href(paths.logouts) },
    { label: audit.tab, href: href(paths.audit) },
  ])
}

/** A tab of Profile Settings: what members set for themselves. */
export function sendProfilePage(c: Context<ViewerEnv>, site: Site, page: SettingsPage): Promise<Response> {
  const { profileSettings: words } = pages
  return sendSettingsPage(c, site, page, words.title, [
    { label: words.profile, href: href(routes.profileSettings.home) },
    { label: security.title, href: href(routes.profileSettings.security) },
    { label: account.tabs.sessions, href: href(routes.profileSettings.sessions) },
    { label: account.tabs.products, href: href(routes.profileSettings.products) },
    { label: words.moduleUrls, href: href(routes.profileSettings.moduleUrls) },
    { label: account.tabs.activity, href: href(routes.profileSettings.activity) },
  ])
}

function sendSettingsPage(
  c: Context<ViewerEnv>,
  site: Site,
  { main, width = 'settings', refusal }: SettingsPage,
  title: string,
  sections: readonly { label: string; href: string }[],
): Promise<Response> {
  const current = sections.findLast(({ href }) => c.req.path === href || c.req.path.startsWith(`${href}/`))
  const items = sections.map((section) => ({ ...section, current: section === current }))
  const heading = [pageHeading({ title }), tabs({ label: title, items })]
  return sendViewerPage(c, site, { title: current?.label ?? title, heading, main, width, refusal })
}
