import { href, html, pageHeading } from '@lanyard/ui'
import { listClients } from '../../contacts/find-contact.ts'
import { openTicket } from '../../tickets/open-ticket.ts'
import { type Form, readForm } from '../form.ts'
import { employeePage } from '../layout.ts'
import { outcomeCookie } from '../outcome.ts'
import { routes } from '../routes.ts'
import { seeOther, type Site } from '../site.ts'
import { orShow, type WordedRefusal, refusalNotice } from '../worded-refusal.ts'
import { type EmployeeVisit, viewerOf } from '../visit.ts'
import { newTicketForm } from './new-ticket-form.ts'
import { ticketList } from './ticket-list.ts'

export async function showTickets(
  site: Site,
  visit: EmployeeVisit,
  refused?: WordedRefusal,
  typed?: Form,
): Promise<Response> {
  const { tickets } = site.words
  const clients = await listClients(site, visit.tenant.id)
  const added = newTicketForm(site, { action: href(routes.tickets), clients, refused, typed })
  const list = await ticketList(site, {
    viewer: viewerOf(visit),
    parameters: visit.url.searchParams,
    list: routes.tickets,
    ticket: routes.ticket,
    clients,
    added: { label: tickets.new, isOpen: typed !== undefined, children: added },
  })
  return employeePage(site, visit, {
    title: tickets.title,
    status: refused?.status,
    section: 'tickets',
    main: html`${refusalNotice(site, refused, added)} ${pageHeading({ title: tickets.title })} ${list}`,
  })
}

export async function takeNewTicket(site: Site, visit: EmployeeVisit): Promise<Response> {
  const typed = await readForm(visit.request)
  return orShow(
    site,
    visit,
    async () => {
      const input = { client: typed.text('client'), subject: typed.text('subject'), body: typed.text('body') }
      const ticket = await openTicket(site, { by: viewerOf(visit), ...input })
      return seeOther(href(routes.ticket, { ticket }), [outcomeCookie(site, { text: site.words.tickets.created })])
    },
    (refused) => showTickets(site, visit, refused, typed),
  )
}
