import type { ListedPart, ListPart } from '../list-part.ts'
import type { Psa } from '../psa.ts'
import type { Ticket, Viewer } from './ticket.ts'
import type { TicketFilter, TicketOrder, TicketSorting } from './ticket-list.ts'
import * as tickets from './ticket-store.ts'

/** Open ones first. */
export const usualOrder: TicketOrder = { by: 'status', descending: false }

/** A part of the tickets that the viewer may see. */
export async function listTickets(
  psa: Pick<Psa, 'db'>,
  viewer: Viewer,
  filter: TicketFilter,
  part: ListPart<TicketSorting>,
): Promise<ListedPart<Ticket>> {
  const total = await tickets.count(psa.db, viewer, filter)
  return { total, rows: await tickets.listPart(psa.db, viewer, filter, part) }
}
