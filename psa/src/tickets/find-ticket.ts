import type { TicketId } from '../ids.ts'
import type { Psa } from '../psa.ts'
import { Refusal } from '../refusal.ts'
import type { Reply, Ticket, Viewer } from './ticket.ts'
import * as tickets from './ticket-store.ts'

/** @throws {Refusal} `not_found`, also where the ticket is nothing that the viewer may see */
export async function getTicket(psa: Pick<Psa, 'db'>, viewer: Viewer, id: string): Promise<Ticket> {
  const ticket = await tickets.find(psa.db, viewer, id as TicketId)
  if (!ticket) throw new Refusal('not_found')
  return ticket
}

export function listReplies(psa: Pick<Psa, 'db'>, ticket: Ticket): Promise<Reply[]> {
  return tickets.listReplies(psa.db, ticket.id)
}
