import type { Hub } from '../../hub.ts'
import { Refusal } from '../../refusal.ts'
import * as accounts from './accounts-store.ts'
import * as emailChanges from '../mailed-links/email-changes.ts'

/**
 * What the link of a mail would change. The link may be looked at any number of times.
 *
 * @throws {Refusal} `link_expired`
 */
export async function getEmailChange(
  hub: Pick<Hub, 'db' | 'now'>,
  token: string,
): Promise<{ readonly email: string; readonly username: string }> {
  const change = await emailChanges.findOpen(hub.db, token, hub.now())
  const account = change && (await accounts.find(hub.db, change.account))
  if (change === null || account === null) throw new Refusal('link_expired', { mailed: 'email' })
  return { email: change.email, username: account.username }
}
