import { href, type Html, type HtmlValue, menu, narrow, page, shell, status } from '@lanyard/ui'
import { isAdmin } from '../employees/employee.ts'
import { regionOf } from '../config.ts'
import { appsMenu } from '../sign-on/apps-menu.ts'
import { takeOutcome } from './outcome.ts'
import { routes } from './routes.ts'
import { htmlResponse, type Site } from './site.ts'
import type { ContactVisit, EmployeeVisit, Visit } from './visit.ts'

type Section = 'home' | 'tickets' | 'admin'

interface PageParts {
  readonly title: string
  readonly status?: number | undefined
  /** Seconds after which a browser without script asks again. */
  readonly refreshWithoutScript?: number | undefined
  readonly cookies?: readonly string[] | undefined
}

/** A page with one thing to do, for a visitor who is not logged in, or has nothing else to see. */
export function narrowPage(
  site: Pick<Site, 'brand' | 'assets' | 'words'>,
  parts: PageParts & { lead?: HtmlValue; notices?: HtmlValue; children: HtmlValue; footer?: HtmlValue },
): Response {
  return document(site, parts, narrow({ brand: site.brand, ...parts }))
}

/** A page of an employee. */
export async function employeePage(
  site: Site,
  visit: EmployeeVisit,
  parts: PageParts & { section?: Section; main: HtmlValue; width?: 'table' | 'settings' },
): Promise<Response> {
  const { words, brand } = site
  const told = tellOutcome(site, visit, parts)
  const { navigation } = words
  const item = (
    section: Section,
    label: string,
    pattern: typeof routes.home | typeof routes.tickets | typeof routes.admin,
  ) => ({
    label,
    href: href(pattern),
    current: parts.section === section,
  })
  const body = shell({
    brand,
    home: href(routes.home),
    place: { name: visit.tenant.name, region: regionOf(site.config.deployment) },
    navigation: [
      item('home', navigation.home, routes.home),
      item('tickets', navigation.tickets, routes.tickets),
      ...(isAdmin(visit.employee) ? [item('admin', navigation.admin, routes.admin)] : []),
    ],
    menus: [...(await appsMenu(site, visit)), personMenu(site, visit.employee.name, visit.employee.email, true)],
    main: told.main,
    width: parts.width,
    words: words.ui,
  })
  return document(site, told, body)
}

/** A page of the client portal. */
export function portalPage(site: Site, visit: ContactVisit, parts: PageParts & { main: HtmlValue }): Response {
  const { words, brand } = site
  const told = tellOutcome(site, visit, parts)
  const body = shell({
    brand: { ...brand, name: words.portal.brand(brand.name) },
    home: href(routes.portal),
    place: { name: visit.tenant.name },
    menus: [personMenu(site, visit.contact.name, visit.contact.email, false)],
    main: told.main,
    words: words.ui,
  })
  return document(site, told, body)
}

/** What the act before this page achieved stands above everything, once. */
function tellOutcome<Parts extends PageParts & { main: HtmlValue }>(
  site: Site,
  { request }: Visit,
  parts: Parts,
): Parts {
  const left = takeOutcome(site, request)
  if (left?.outcome.text === undefined) return parts
  const cookies = [...(parts.cookies ?? []), ...left.cookies]
  return { ...parts, cookies, main: [status({ text: left.outcome.text }), parts.main] }
}

/** A page of the demo, for every visitor. */
export function openPage(site: Site, parts: PageParts & { main: HtmlValue }): Response {
  return document(
    site,
    parts,
    shell({ brand: site.brand, home: href(routes.home), main: parts.main, width: 'settings' }),
  )
}

function personMenu({ words }: Site, name: string, heading: string, withSettings: boolean): Html {
  const { mySettings, logOut } = words.navigation
  const settings = withSettings ? [{ label: mySettings, href: href(routes.mySettings) }] : []
  return menu({
    id: 'person',
    label: name,
    icon: 'person',
    heading,
    items: [...settings, { label: logOut, action: href(routes.logOut) }],
  })
}

function document(
  { brand, assets, words }: Pick<Site, 'brand' | 'assets' | 'words'>,
  { title, status, refreshWithoutScript, cookies }: PageParts,
  body: Html,
): Response {
  const { stylesheets, scripts, icon } = assets
  return htmlResponse(
    page({ lang: words.lang, title, brand, body, stylesheets, scripts, icon, refreshWithoutScript }),
    status,
    cookies,
  )
}
