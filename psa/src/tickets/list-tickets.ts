import { nameKey } from '@lanyard/text'
import type { TicketId } from '../ids.ts'
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
  const sought = nameKey(filter.search ?? '')
  if (sought === '') {
    const total = await tickets.count(psa.db, viewer, filter)
    return { total, rows: await tickets.listPart(psa.db, viewer, filter, part) }
  }
  // Each database folds letters in its own way, so that subjects are folded here, and the rows of a page alone are read.
  const all = await tickets.listSubjects(psa.db, viewer, filter, part.order)
  const meant = all.filter(
    ({ number, subject }) => `#${number}` === sought || `${number}` === sought || nameKey(subject).includes(sought),
  )
  const shown = meant.slice(part.first, part.first + part.most).map(({ id }) => id)
  return { total: meant.length, rows: inOrder(await tickets.findSome(psa.db, viewer, shown), shown) }
}

function inOrder(found: readonly Ticket[], ids: readonly TicketId[]): Ticket[] {
  const byId = new Map(found.map((ticket) => [ticket.id, ticket]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}
