import { inTransaction } from '@lanyard/storage'
import type { Psa } from '../psa.ts'
import { Refusal } from '../refusal.ts'
import { getTicket } from './find-ticket.ts'
import type { Viewer } from './ticket.ts'
import * as tickets from './ticket-store.ts'

/** @throws {Refusal} `not_found`, `ticket_closed` */
export async function closeTicket(
  psa: Pick<Psa, 'db' | 'now'>,
  { ticket: id, by }: { ticket: string; by: Viewer },
): Promise<void> {
  await inTransaction(psa, async (psa) => {
    const ticket = await getTicket(psa, by, id)
    if (!(await tickets.close(psa.db, ticket.id, by.id, psa.now()))) throw new Refusal('ticket_closed')
  })
}
