import type { Hub } from '../hub.ts'
import { unseal } from '../secrets/envelope.ts'
import type { Notice, NoticeContent } from './notice.ts'

/** The outbox, newest first, opened: for whoever delivers it, and for the demo's mailbox page. */
export async function listNotices(hub: Pick<Hub, 'db' | 'config'>, most = 100): Promise<readonly Notice[]> {
  const rows = await hub.db
    .selectFrom('notices')
    .selectAll()
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .limit(most)
    .execute()
  return rows.map((row) => {
    const details: unknown = JSON.parse(unseal(hub.config.keys, `notice:${row.id}`, row.details_sealed).toString())
    // Sealed by queueNotice, which typed the pair; nobody else can have made the envelope.
    const content = { kind: row.kind, details } as NoticeContent
    return { ...content, id: row.id, recipient: row.recipient, createdAt: row.created_at, sentAt: row.sent_at }
  })
}
