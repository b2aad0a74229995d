import type { Hub } from '../../hub.ts'
import type { Notice } from './notice.ts'
import * as notices from './notices-store.ts'
import { openNotice } from './open-notice.ts'

/** The outbox, newest first, opened: for the demo's mailbox page. */
export async function listNotices(hub: Pick<Hub, 'db' | 'config'>, most = 100): Promise<readonly Notice[]> {
  const rows = await notices.listNewest(hub.db, most)
  return rows.map((row) => openNotice(hub, row))
}
