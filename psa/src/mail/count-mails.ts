import type { Psa } from '../psa.ts'
import * as mails from './mails-store.ts'

/** How the outbox is doing: what waits, since when the oldest of it does, and what was given up. */
export async function countMails(
  psa: Pick<Psa, 'db'>,
): Promise<{ readonly queued: number; readonly failed: number; readonly oldest: number | null }> {
  return mails.count(psa.db)
}
