import { inTransaction } from '@lanyard/storage'
import { readName, readText } from '@lanyard/text'
import { findClient } from '../contacts/find-contact.ts'
import { newTicketId, type TicketId } from '../ids.ts'
import type { Psa } from '../psa.ts'
import { Refusal } from '../refusal.ts'
import { takeTicketNumber } from '../tenants/take-ticket-number.ts'
import { readField } from '../read-field.ts'
import { LONGEST_BODY, LONGEST_SUBJECT, type Viewer } from './ticket.ts'
import * as tickets from './ticket-store.ts'

export interface TicketToOpen {
  readonly by: Viewer
  /** Id of the client company; empty for a ticket inside the company. A contact's is always their own company's. */
  readonly client: string
  readonly subject: string
  readonly body: string
}

/** @throws {Refusal} `form_invalid` */
export function openTicket(psa: Pick<Psa, 'db' | 'now'>, request: TicketToOpen): Promise<TicketId> {
  return inTransaction(psa, async (psa) => {
    const { by } = request
    const subject = readField('subject', readName(request.subject, LONGEST_SUBJECT), LONGEST_SUBJECT)
    const body = readField('body', readText(request.body, LONGEST_BODY), LONGEST_BODY)
    const client =
      by.client ??
      (request.client === '' ? null : ((await findClient(psa, by.tenant, request.client))?.id ?? undefined))
    if (client === undefined) throw new Refusal('form_invalid')
    const id = newTicketId()
    const number = await takeTicketNumber(psa, by.tenant)
    const at = psa.now()
    await tickets.insert(psa.db, { id, tenant: by.tenant, number, client, subject, by: by.id, at })
    await tickets.insertReply(psa.db, id, body, by.id, at)
    return id
  })
}
