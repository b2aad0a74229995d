import type { Hub } from '../../hub.ts'
import { newId } from '../../ids.ts'
import { seal } from '@lanyard/storage/secrets'
import { purposeOf } from '../../secrets/sealed-columns.ts'
import type { NoticeContent } from './notice.ts'
import * as notices from './notices-store.ts'

type Part = Pick<Hub, 'db' | 'config' | 'now'>

/** Puts a mail into the outbox, in the transaction of the act that it tells of. */
export async function queueNotice(hub: Part, recipient: string, content: NoticeContent): Promise<void> {
  await queueNotices(hub, [{ recipient, content }])
}

/** The same for several, at once. */
export async function queueNotices(
  hub: Part,
  mails: readonly { readonly recipient: string; readonly content: NoticeContent }[],
): Promise<void> {
  const rows = mails.map(({ recipient, content: { kind, details } }) => {
    const id = newId('ntc')
    return {
      id,
      kind,
      recipient,
      details_sealed: seal(hub.config.keys, purposeOf('notices.details_sealed', id), JSON.stringify(details)),
    }
  })
  await notices.insert(hub.db, rows, hub.now())
}
