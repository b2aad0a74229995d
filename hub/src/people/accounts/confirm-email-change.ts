import { inTransaction } from '@lanyard/storage'
import { recordAct } from '../../records/audit/record-act.ts'
import type { Hub } from '../../hub.ts'
import { newId } from '../../ids.ts'
import { Refusal } from '../../refusal.ts'
import * as emailChanges from '../mailed-links/email-changes.ts'
import { lockAccount } from './lock-account.ts'
import { setEmail } from './set-email.ts'

/**
 * The person who reads mail at the new address says that it is the right one: from now on it is the account's, and proven. Of
 * two who press at once one does it; the other hears that the link was used.
 *
 * @throws {Refusal} `link_expired`
 */
export async function confirmEmailChange(
  hub: Pick<Hub, 'db' | 'config' | 'now'>,
  token: string,
): Promise<{ readonly email: string; readonly username: string }> {
  return inTransaction(hub, async (hub) => {
    const asked = await emailChanges.findOpen(hub.db, token, hub.now())
    if (asked === null) throw new Refusal('link_expired', { mailed: 'email' })
    const account = await lockAccount(hub.db, asked.account)
    const change = await emailChanges.consume(hub.db, token, hub.now())
    if (change === null) throw new Refusal('link_expired', { mailed: 'email' })

    await setEmail(hub, account, { email: change.email, verifiedAt: hub.now() })
    await recordAct(hub, {
      auditId: newId('aud'),
      organization: null,
      actor: `account:${account.id}`,
      action: 'account.change_email',
      subject: account.id,
      personal: { from: account.email, to: change.email },
    })
    return { email: change.email, username: account.username }
  })
}
