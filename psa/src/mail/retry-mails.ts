import type { Psa } from '../psa.ts'
import * as mails from './mails-store.ts'

/**
 * Makes everything due that was not sent, and takes back that mails were given up: for when the reason is mended.
 *
 * @returns how many mails
 */
export async function retryMails(psa: Pick<Psa, 'db' | 'now'>): Promise<number> {
  return mails.outbox(psa.db).retry(psa.now())
}
