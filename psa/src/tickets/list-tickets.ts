import { nameKey } from '@lanyard/text'
import type { TicketId } from '../ids.ts'
import type { Psa } from '../psa.ts'
import type { Ticket, Viewer } from './ticket.ts'
import type { ListedTickets, TicketFilter, TicketOrder, TicketPart } from './ticket-list.ts'
import * as tickets from './ticket-store.ts'

/** Open ones first. */
export const usualOrder: TicketOrder = { by: 'status', descending: false }

/** A part of the tickets that the viewer may see. */
export async function listTickets(
  psa: Pick<Psa, 'db'>,
  viewer: Viewer,
  filter: TicketFilter,
  part: TicketPart,
): Promise<ListedTickets> {
  const sought = nameKey(filter.search ?? '')
  if (sought === '') {
    const total = await tickets.count(psa.db, viewer, filter)
    return { total, tickets: await tickets.listPart(psa.db, viewer, filter, part) }
  }
  // Each database folds letters in its own way, so that subjects are folded here, and the rows of a page alone are read.
  const all = await tickets.listSubjects(psa.db, viewer, filter, part.order)
  const meant = all.filter(
    ({ number, subject }) => `#${number}` === sought || `${number}` === sought || nameKey(subject).includes(sought),
  )
  const shown = meant.slice(part.first, part.first + part.most).map(({ id }) => id)
  return { total: meant.length, tickets: inOrder(await tickets.findSome(psa.db, viewer, shown), shown) }
}

function inOrder(found: readonly Ticket[], ids: readonly TicketId[]): Ticket[] {
  const byId = new Map(found.map((ticket) => [ticket.id, ticket]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}
