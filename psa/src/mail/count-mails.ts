import type { OutboxCounts } from '@lanyard/mail'
import type { Psa } from '../psa.ts'
import * as mails from './mails-store.ts'

/** How the outbox is doing. */
export async function countMails(psa: Pick<Psa, 'db'>): Promise<OutboxCounts> {
  return mails.outbox(psa.db).count()
}
