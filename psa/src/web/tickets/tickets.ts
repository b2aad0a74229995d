import {
  button,
  buttonRow,
  type Choice,
  field,
  form,
  href,
  html,
  type Html,
  pageHeading,
  panel,
  select,
  textArea,
} from '@lanyard/ui'
import { listClients } from '../../contacts/find-contact.ts'
import { listTickets } from '../../tickets/find-ticket.ts'
import { openTicket } from '../../tickets/open-ticket.ts'
import { LONGEST_SUBJECT } from '../../tickets/ticket.ts'
import { type Form, readForm } from '../form.ts'
import { employeePage } from '../layout.ts'
import { outcomeCookie } from '../outcome.ts'
import { routes } from '../routes.ts'
import { seeOther, type Site } from '../site.ts'
import { orShow, type WordedRefusal, refusalNotice } from '../worded-refusal.ts'
import { type EmployeeVisit, viewerOf } from '../visit.ts'
import { ticketTable } from './ticket-table.ts'

export async function showTickets(
  site: Site,
  visit: EmployeeVisit,
  refused?: WordedRefusal,
  typed?: Form,
): Promise<Response> {
  const { tickets } = site.words
  const list = await listTickets(site, viewerOf(visit))
  return employeePage(site, visit, {
    title: tickets.title,
    status: refused?.status,
    section: 'tickets',
    main: html`${refusalNotice(site, refused)} ${pageHeading({ title: tickets.title })}
      ${ticketTable(site, list, routes.ticket)}
      ${panel({ heading: tickets.new, children: await newTicketForm(site, visit, typed) })}`,
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

async function newTicketForm(site: Site, visit: EmployeeVisit, typed: Form | undefined): Promise<Html> {
  const { tickets } = site.words
  const options = await clientOptions(site, visit.tenant.id)
  return form({
    action: href(routes.tickets),
    children: html`
      ${field({ name: 'subject', label: tickets.subject, value: typed?.text('subject'), maxlength: LONGEST_SUBJECT, autocomplete: 'off', required: true })}
      ${select({ name: 'client', label: tickets.client, options, value: typed?.text('client') })}
      ${textArea({ name: 'body', label: tickets.description, value: typed?.text('body'), required: true })}
      ${buttonRow(button({ label: tickets.create, kind: 'primary' }))}`,
  })
}

/** Whom a ticket can be for. */
export async function clientOptions(site: Site, tenant: EmployeeVisit['tenant']['id']): Promise<readonly Choice[]> {
  const clients = await listClients(site, tenant)
  return [
    { value: '', label: site.words.tickets.inside },
    ...clients.map(({ id, name }) => ({ value: id, label: name })),
  ]
}
