import { inTransaction } from '@lanyard/storage'
import { readText } from '@lanyard/text'
import type { Psa } from '../psa.ts'
import { Refusal } from '../refusal.ts'
import { readField } from '../read-field.ts'
import { getTicket } from './find-ticket.ts'
import { LONGEST_BODY, type Viewer } from './ticket.ts'
import * as tickets from './ticket-store.ts'

/** @throws {Refusal} `not_found`, `form_invalid`, `ticket_closed` */
export async function replyToTicket(
  psa: Pick<Psa, 'db' | 'now'>,
  { ticket: id, by, body }: { ticket: string; by: Viewer; body: string },
): Promise<void> {
  await inTransaction(psa, async (psa) => {
    const ticket = await getTicket(psa, by, id)
    const text = readField('body', readText(body, LONGEST_BODY), LONGEST_BODY)
    const at = await tickets.touchOpen(psa.db, ticket.id, psa.now())
    if (at === null) throw new Refusal('ticket_closed')
    await tickets.insertReply(psa.db, ticket.id, text, by.id, at)
  })
}
