import { href, html, type Html, sortBy, statusDot, table } from '@lanyard/ui'
import type { TicketOrder, TicketSorting } from '../../tickets/ticket-list.ts'
import type { Ticket } from '../../tickets/ticket.ts'
import { when } from '../dates.ts'
import type { routes } from '../routes.ts'
import type { Site } from '../site.ts'

interface TicketTableOptions {
  /** Said where there is none. */
  readonly empty?: string
  /** How the list is sorted, and the address of it in another order. */
  readonly sorted?: { readonly order: TicketOrder; readonly at: (order: TicketOrder) => string }
}

export function ticketTable(
  site: Site,
  list: readonly Ticket[],
  route: typeof routes.ticket | typeof routes.portalTicket,
  { empty, sorted }: TicketTableOptions = {},
): Html {
  const { tickets } = site.words
  const sort = (by: TicketSorting) => sorted && sortBy(by, sorted.order, sorted.at)
  return table({
    caption: tickets.title,
    tight: true,
    columns: [
      { label: tickets.subject },
      { label: tickets.number, kind: 'number', sort: sort('number') },
      { label: tickets.client, kind: 'prose' },
      { label: tickets.status, kind: 'plain', sort: sort('status') },
      { label: tickets.changed, kind: 'plain', sort: sort('changed') },
    ],
    rows: list.map((ticket) => [
      html`<a href="${href(route, { ticket: ticket.id })}">${ticket.subject}</a>`,
      ticket.number,
      ticket.client?.name ?? tickets.inside,
      ticketStatus(site, ticket),
      when(site, ticket.changedAt),
    ]),
    empty: empty ?? tickets.none,
  })
}

function ticketStatus({ words }: Pick<Site, 'words'>, { closed }: Ticket): Html {
  const { tickets } = words
  return closed ? statusDot({ kind: 'neutral', text: tickets.closed }) : statusDot({ kind: 'good', text: tickets.open })
}
