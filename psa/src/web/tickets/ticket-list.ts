import { disclosure, href, html, type Html, isFiltered, listAt, listFilter, listPager, stack } from '@lanyard/ui'
import type { Client } from '../../contacts/contact.ts'
import { listTickets } from '../../tickets/list-tickets.ts'
import { INSIDE } from '../../tickets/ticket-list.ts'
import type { Viewer } from '../../tickets/ticket.ts'
import type { routes } from '../routes.ts'
import type { Site } from '../site.ts'
import { addressOfTickets, readTicketList, type TicketListQuery, ticketListQuery } from './ticket-list-query.ts'
import { ticketTable } from './ticket-table.ts'

interface TicketListOptions {
  readonly viewer: Viewer
  readonly parameters: URLSearchParams
  readonly list: typeof routes.tickets | typeof routes.portal
  readonly ticket: typeof routes.ticket | typeof routes.portalTicket
  /** Of which one may be looked for. */
  readonly clients: readonly Client[]
  /** The form of a new ticket, which is open also where there is none yet. */
  readonly added: { readonly label: string; readonly isOpen: boolean; readonly children: Html }
}

/**
 * The form of a new ticket, the filter, a page of tickets, and the way through the pages: of the company, or in the portal of
 * the client.
 */
export async function ticketList(site: Site, options: TicketListOptions): Promise<Html> {
  const { viewer, list, ticket, clients, added } = options
  const { tickets, language } = site.words
  const query = readTicketList(options.parameters, clients)
  const { here, rows, total } = await listAt(query, (part) => listTickets(site, viewer, query.filter, part))
  const filtered = isFiltered(query.filter)
  if (total === 0 && !filtered)
    return stack([disclosure({ ...added, isOpen: true }), html`<p class="empty">${tickets.none}</p>`])
  const content = html`${filterForm(site, here, options)}
    ${ticketTable(site, rows, ticket, {
      empty: tickets.noneFits,
      sorted: { order: here.order, at: (order) => addressOfTickets(list, { ...here, page: 1, order }) },
    })}
    ${listPager({
      words: { ...tickets, language },
      place: here,
      total,
      at: (place) => addressOfTickets(list, { ...here, ...place }),
      children: filtered && html`<a href="${href(list)}">${tickets.showAll}</a>`,
    })}`
  return stack([disclosure(added), content])
}

function filterForm({ words: { tickets } }: Site, query: TicketListQuery, { list, clients }: TicketListOptions): Html {
  const inside = { value: INSIDE, label: tickets.inside }
  const ofClient = {
    name: 'client_is',
    label: tickets.client,
    options: [inside, ...clients.map(({ id, name }) => ({ value: id, label: name }))],
  } as const
  const status = {
    name: 'status',
    label: tickets.status,
    options: [
      { value: 'open', label: tickets.open },
      { value: 'closed', label: tickets.closed },
    ],
  } as const
  return listFilter({
    words: tickets,
    action: href(list),
    query: ticketListQuery(query),
    choices: clients.length === 0 ? [status] : [status, ofClient],
  })
}
