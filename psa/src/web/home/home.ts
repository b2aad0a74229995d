import { href, html, linkButton, pageHeading, panel, plural } from '@lanyard/ui'
import { hubNotice, takeHubNotice } from '../../sign-on/hub-notice.ts'
import { listTickets, usualOrder } from '../../tickets/list-tickets.ts'
import { employeePage } from '../layout.ts'
import { routes } from '../routes.ts'
import type { Site } from '../site.ts'
import { ticketTable } from '../tickets/ticket-table.ts'
import { type EmployeeVisit, viewerOf } from '../visit.ts'

/** How many tickets the home page lists. */
const LATEST = 5

export async function showHome(site: Site, visit: EmployeeVisit): Promise<Response> {
  const { home } = site.words
  const latest = { first: 0, most: LATEST, order: usualOrder }
  const open = await listTickets(site, viewerOf(visit), { status: 'open' }, latest)
  const { notice, cookies } = await takeHubNotice(site, visit)
  return employeePage(site, visit, {
    title: home.title,
    cookies,
    section: 'home',
    main: html`${pageHeading({ title: home.title, lead: home.greeting(visit.employee.name, visit.tenant.name) })}
      ${hubNotice(site, notice)}
      ${panel({
        heading: plural(open.total, home.openTickets, site.words.language),
        children: ticketTable(site, open.rows, routes.ticket),
        actions: linkButton({ label: home.allTickets, href: href(routes.tickets) }),
      })}`,
  })
}
