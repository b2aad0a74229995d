import type { Hub } from '../../hub.ts'
import { unseal } from '@lanyard/storage/secrets'
import { purposeOf } from '../../secrets/sealed-columns.ts'
import type { Notice, NoticeContent } from './notice.ts'
import type { NoticeRow } from './notices-store.ts'

/** A row with its facts in the clear. */
export function openNotice(hub: Pick<Hub, 'config'>, row: NoticeRow): Notice {
  const details: unknown = JSON.parse(
    unseal(hub.config.keys, purposeOf('notices.details_sealed', row.id), row.details_sealed).toString(),
  )
  // Sealed by queueNotice, which typed the pair; no one else can have made the envelope.
  const content = { kind: row.kind, details } as NoticeContent
  return { ...content, id: row.id, recipient: row.recipient, createdAt: row.created_at, sentAt: row.sent_at }
}
