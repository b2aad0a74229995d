import type { Instant } from '../../clock.ts'
import type { Hub } from '../../hub.ts'
import { queueNotice } from '../../records/notices/queue-notice.ts'
import { endMailedLinks } from '../mailed-links/end-mailed-links.ts'
import type { Account } from './account.ts'
import * as accounts from './accounts-store.ts'

/**
 * Gives an account another address, in the caller's transaction and under the lock of `lockAccount`. Links that
 * were mailed before open nothing any more (T11), and both addresses are told (T46).
 *
 * @param after.verifiedAt when a person proved to read mail there; null for no one
 */
export async function setEmail(
  hub: Pick<Hub, 'db' | 'config' | 'now'>,
  account: Account,
  { email: to, verifiedAt }: { readonly email: string; readonly verifiedAt: Instant | null },
): Promise<Account> {
  const { id, username, email: from } = account
  await accounts.update(hub.db, id, { email: to, email_verified_at: verifiedAt })
  const after = { ...account, email: to, emailVerifiedAt: verifiedAt }
  await endMailedLinks(hub.db, [id], hub.now())
  if (from === to) return after
  for (const recipient of [from, to]) {
    await queueNotice(hub, recipient, {
      kind: 'email_changed',
      details: { username, from, to, own: verifiedAt !== null },
    })
  }
  return after
}
