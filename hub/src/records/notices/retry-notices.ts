import type { Hub } from '../../hub.ts'
import * as notices from './notices-store.ts'

/**
 * Makes everything due that was not sent, and takes back that mails were given up: for when the reason is mended.
 *
 * @returns how many mails
 */
export async function retryNotices(hub: Pick<Hub, 'db' | 'now'>): Promise<number> {
  return notices.outbox(hub.db).retry(hub.now())
}
