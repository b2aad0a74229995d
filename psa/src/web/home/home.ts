import { href, html, linkButton, pageHeading, panel, plural } from '@lanyard/ui'
import { hubNotice, takeHubNotice } from '../../sign-on/hub-notice.ts'
import { listTickets } from '../../tickets/find-ticket.ts'
import { employeePage } from '../layout.ts'
import { routes } from '../routes.ts'
import type { Site } from '../site.ts'
import { ticketTable } from '../tickets/ticket-table.ts'
import { type EmployeeVisit, viewerOf } from '../visit.ts'

/** How many tickets the home page lists. */
const LATEST = 5

export async function showHome(site: Site, visit: EmployeeVisit): Promise<Response> {
  const { home } = site.words
  const tickets = await listTickets(site, viewerOf(visit))
  const open = tickets.filter((ticket) => ticket.closed === null)
  const { notice, cookies } = await takeHubNotice(site, visit)
  return employeePage(site, visit, {
    title: home.title,
    cookies,
    section: 'home',
    main: html`${pageHeading({ title: home.title, lead: home.greeting(visit.employee.name, visit.tenant.name) })}
      ${hubNotice(site, notice)}
      ${panel({
        heading: plural(open.length, home.openTickets, site.words.language),
        children: ticketTable(site, open.slice(0, LATEST), routes.ticket),
        actions: linkButton({ label: home.allTickets, href: href(routes.tickets) }),
      })}`,
  })
}
