import type { OutboxCounts } from '@lanyard/mail'
import type { Hub } from '../../hub.ts'
import * as notices from './notices-store.ts'

/** How the outbox is doing. */
export async function countNotices(hub: Pick<Hub, 'db'>): Promise<OutboxCounts> {
  return notices.outbox(hub.db).count()
}
