import { href, type Html, html, type HtmlValue, menu, type MenuItem, note, shell, status } from '@lanyard/ui'
import type { Context } from 'hono'
import { membershipsOf } from '../people/members/memberships-of.ts'
import { isActiveMaster } from '../people/members/member.ts'
import { pages } from '../messages/en/pages.ts'
import type { Refusal } from '../refusal.ts'
import { type Outcome, takeOutcome } from './outcome.ts'
import { refusalNotice } from './refusal-notice.ts'
import { sendPage } from './render.ts'
import { routes } from './routes.ts'
import type { Site } from './site.ts'
import type { Viewer, ViewerEnv } from './viewer.ts'

const words = pages.banner

export interface ViewerPage {
  readonly title: string
  /** Stands above what is said about the act before this page. */
  readonly heading?: HtmlValue
  readonly main: HtmlValue
  /** `table` takes the page, `settings` 44rem. */
  readonly width?: 'table' | 'settings'
  /** Why the form that was posted is shown again; the page answers with its status. */
  readonly refusal?: Refusal | undefined
}

/**
 * Answers with a page under the banner of the logged-in person: the organization they are in, with a switcher where
 * they have several, and last the menu with their name. What the act before this page achieved stands above it.
 */
export async function sendViewerPage(c: Context<ViewerEnv>, site: Site, page: ViewerPage): Promise<Response> {
  const { viewer } = c.var
  const { title, heading, main, width, refusal } = page
  const outcome = takeOutcome(c, site)
  const switcher = await organizationMenu(site, viewer)
  const body = shell({
    brand: site.brand,
    home: href(routes.home),
    navigation: [{ label: pages.launcher.title, href: href(routes.home), current: c.req.path === routes.home }],
    place: switcher === null ? { name: viewer.organization.name } : undefined,
    menus: [...(switcher === null ? [] : [switcher]), personMenu(viewer)],
    width,
    main: [heading, refusalNotice(site, refusal, { form: main }), outcome !== null && outcomeStatus(outcome), main],
  })
  return sendPage(c, site, { title, body, status: refusal?.status ?? 200 })
}

function outcomeStatus({ text, isNote, link }: Outcome): Html {
  if (isNote) return note({ text, isAnswer: true })
  if (link === undefined) return status({ text })
  return status({ text: html`${text} ${link.label} <a href="${link.address}">${link.address}</a>` })
}

function personMenu({ account, member }: Viewer): Html {
  const settings: MenuItem[] = [{ label: words.profileSettings, href: href(routes.profileSettings.home) }]
  if (isActiveMaster(member)) settings.push({ label: words.adminSettings, href: href(routes.adminSettings.home) })
  return menu({
    id: 'person',
    label: account.name,
    icon: 'person',
    heading: account.username,
    items: [...settings, { label: words.logOut, action: href(routes.logout) }],
  })
}

/** Null for who belongs to one organization only. */
async function organizationMenu({ hub }: Site, { account, organization }: Viewer): Promise<Html | null> {
  const memberships = await membershipsOf(hub, account.id)
  if (memberships.length < 2) return null
  const others = memberships.filter(
    (other) => other.member.status === 'active' && other.organization.id !== organization.id,
  )
  return menu({
    id: 'organizations',
    label: organization.name,
    items: [
      ...others.map((other) => ({
        label: other.organization.name,
        action: href(routes.organization),
        fields: { organization: other.organization.id },
      })),
      { label: words.allOrganizations, href: href(routes.organization) },
    ],
  })
}
