import { href, html, type Html, statusDot, table } from '@lanyard/ui'
import type { Ticket } from '../../tickets/ticket.ts'
import { when } from '../dates.ts'
import type { routes } from '../routes.ts'
import type { Site } from '../site.ts'

export function ticketTable(
  site: Site,
  list: readonly Ticket[],
  route: typeof routes.ticket | typeof routes.portalTicket,
): Html {
  const { tickets } = site.words
  return table({
    caption: tickets.title,
    columns: [
      { label: tickets.subject },
      { label: tickets.number, kind: 'number' },
      { label: tickets.client },
      { label: tickets.status },
      { label: tickets.changed },
    ],
    rows: list.map((ticket) => [
      html`<a href="${href(route, { ticket: ticket.id })}">${ticket.subject}</a>`,
      ticket.number,
      ticket.client?.name ?? tickets.inside,
      ticketStatus(site, ticket),
      when(site, ticket.changedAt),
    ]),
    empty: tickets.none,
  })
}

function ticketStatus({ words }: Pick<Site, 'words'>, { closed }: Ticket): Html {
  const { tickets } = words
  return closed ? statusDot({ kind: 'neutral', text: tickets.closed }) : statusDot({ kind: 'good', text: tickets.open })
}
