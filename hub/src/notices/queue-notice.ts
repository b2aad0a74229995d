import type { Hub } from '../hub.ts'
import { newId } from '../ids.ts'
import { seal } from '../secrets/envelope.ts'
import type { NoticeContent } from './notice.ts'
import * as notices from './notices-store.ts'

/** Puts a mail into the outbox, in the transaction of the act that it tells of. */
export async function queueNotice(
  hub: Pick<Hub, 'db' | 'config' | 'now'>,
  recipient: string,
  { kind, details }: NoticeContent,
): Promise<void> {
  const id = newId('ntc')
  const details_sealed = seal(hub.config.keys, `notice:${id}`, JSON.stringify(details))
  await notices.insert(hub.db, { id, kind, recipient, details_sealed, createdAt: hub.now() })
}
