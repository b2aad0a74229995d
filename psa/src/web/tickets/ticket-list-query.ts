import { href, type ListPlace, listPlaceQuery, readChoice, readListPlace, readSearch } from '@lanyard/ui'
import type { Client } from '../../contacts/contact.ts'
import { usualOrder } from '../../tickets/list-tickets.ts'
import {
  INSIDE,
  type TicketFilter,
  type TicketSorting,
  ticketSortings,
  ticketStatuses,
} from '../../tickets/ticket-list.ts'
import type { routes } from '../routes.ts'

/** Which part of the tickets a person looks at, as the address says. */
export interface TicketListQuery extends ListPlace<TicketSorting> {
  readonly filter: TicketFilter
}

/** @param clients of which one may be looked for; none in the portal, where all tickets are of one */
export function readTicketList(parameters: URLSearchParams, clients: readonly Client[]): TicketListQuery {
  return {
    filter: {
      search: readSearch(parameters),
      status: readChoice(parameters, 'status', ticketStatuses),
      client: readChoice(parameters, 'client_is', clients.length === 0 ? [] : [INSIDE, ...clients.map(({ id }) => id)]),
    },
    ...readListPlace(parameters, ticketSortings, usualOrder),
  }
}

/** Everything that is not as usual. */
export function ticketListQuery({ filter: { search, status, client }, ...place }: TicketListQuery) {
  return { search, status, client_is: client, ...listPlaceQuery(place, usualOrder) }
}

/** Where that part of the list is shown. */
export function addressOfTickets(list: typeof routes.tickets | typeof routes.portal, query: TicketListQuery): string {
  return href(list, {}, ticketListQuery(query))
}
