import {
  button,
  buttonRow,
  type Choice,
  disclosure,
  field,
  form,
  href,
  html,
  type Html,
  pageHeading,
  select,
  stack,
  textArea,
} from '@lanyard/ui'
import type { Client } from '../../contacts/contact.ts'
import { listClients } from '../../contacts/find-contact.ts'
import { openTicket } from '../../tickets/open-ticket.ts'
import { LONGEST_SUBJECT } from '../../tickets/ticket.ts'
import { type Form, readForm } from '../form.ts'
import { employeePage } from '../layout.ts'
import { outcomeCookie } from '../outcome.ts'
import { routes } from '../routes.ts'
import { seeOther, type Site } from '../site.ts'
import { hintOf, orShow, type WordedRefusal, refusalNotice } from '../worded-refusal.ts'
import { type EmployeeVisit, viewerOf } from '../visit.ts'
import { ticketList } from './ticket-list.ts'

export async function showTickets(
  site: Site,
  visit: EmployeeVisit,
  refused?: WordedRefusal,
  typed?: Form,
): Promise<Response> {
  const { tickets } = site.words
  const clients = await listClients(site, visit.tenant.id)
  const { content, isEmpty } = await ticketList(site, {
    viewer: viewerOf(visit),
    parameters: visit.url.searchParams,
    list: routes.tickets,
    ticket: routes.ticket,
    clients,
  })
  const added = newTicketForm(site, clients, { refused, typed })
  return employeePage(site, visit, {
    title: tickets.title,
    status: refused?.status,
    section: 'tickets',
    main: html`${refusalNotice(site, refused, added)} ${pageHeading({ title: tickets.title })}
      ${stack([
        disclosure({
          label: tickets.new,
          isOpen: typed !== undefined || isEmpty,
          children: added,
        }),
        content,
      ])}`,
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

function newTicketForm(
  site: Site,
  clients: readonly Client[],
  { refused, typed }: { readonly refused: WordedRefusal | undefined; readonly typed: Form | undefined },
): Html {
  const { tickets } = site.words
  return form({
    action: href(routes.tickets),
    children: html`
      ${field({ name: 'subject', label: tickets.subject, value: typed?.text('subject'), error: hintOf(site, refused, 'subject'), maxlength: LONGEST_SUBJECT, autocomplete: 'off', required: true })}
      ${select({ name: 'client', label: tickets.client, options: choicesOf(site, clients), value: typed?.text('client') })}
      ${textArea({ name: 'body', label: tickets.description, value: typed?.text('body'), error: hintOf(site, refused, 'body'), required: true })}
      ${buttonRow(button({ label: tickets.create, kind: 'primary' }))}`,
  })
}

/** Whom a ticket can be for. */
export async function clientOptions(site: Site, tenant: EmployeeVisit['tenant']['id']): Promise<readonly Choice[]> {
  return choicesOf(site, await listClients(site, tenant))
}

function choicesOf({ words: { tickets } }: Site, clients: readonly Client[]): readonly Choice[] {
  return [{ value: '', label: tickets.inside }, ...clients.map(({ id, name }) => ({ value: id, label: name }))]
}
