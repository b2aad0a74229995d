import { limitsFor } from '@lanyard/guard'
import { randomBytes } from 'node:crypto'
import { inTransaction } from '@lanyard/storage'
import { wordKey } from '@lanyard/text'
import { findAccountByUsername } from '../accounts/find-account.ts'
import { lockAccount } from '../accounts/lock-account.ts'
import { recordAct } from '../../records/audit/record-act.ts'
import { HOUR } from '../../clock.ts'
import type { Hub } from '../../hub.ts'
import { newId } from '../../ids.ts'
import type { AccountId } from '../../ids.ts'
import { takeTry } from '../../records/limits/take-try.ts'
import { queueNotice } from '../../records/notices/queue-notice.ts'
import { mayReset } from './may-reset.ts'
import * as resets from '../mailed-links/password-resets.ts'

/** Mails to one account in an hour, so that no one's mailbox is flooded; the newest link is the one that works. */
const MOST_MAILS = 5

/**
 * Mails the account of that username a link to set a new password; nothing tells whether there is one. A link that was
 * mailed before no longer works. An account that {@link mayReset} keeps from it gets a mail that says so.
 *
 * @param request.linkTo where the link for a token leads
 * @throws {Refusal} `too_many_attempts`, whether or not there is such an account
 */
export async function mailResetLink(
  hub: Pick<Hub, 'db' | 'short' | 'config' | 'now'>,
  request: { readonly username: string; readonly source: string; readonly linkTo: (token: string) => string },
): Promise<void> {
  await takeTry(hub, limitsFor('reset', wordKey(request.username), request.source))
  const account = await findAccountByUsername(hub, request.username)
  if (account !== null) await mail(hub, account.id, request.linkTo)
}

async function mail(
  hub: Pick<Hub, 'db' | 'config' | 'now'>,
  id: AccountId,
  linkTo: (token: string) => string,
): Promise<void> {
  await inTransaction(hub, async (hub) => {
    const account = await lockAccount(hub.db, id)
    const at = hub.now()
    if ((await resets.countSince(hub.db, id, at - HOUR)) >= MOST_MAILS) return
    const token = randomBytes(32).toString('base64url')
    const expiresAt = at + hub.config.lifetimes.mailedLink
    const opens = await mayReset(hub, account)
    const { username, email } = account
    await resets.endOpen(hub.db, [id], at)
    await resets.insert(hub.db, { token, account: id, at, expiresAt, opens })
    await queueNotice(
      hub,
      email,
      opens
        ? { kind: 'password_reset', details: { username, link: linkTo(token), expiresAt } }
        : { kind: 'password_reset_refused', details: { username } },
    )
    await recordAct(hub, {
      auditId: newId('aud'),
      organization: null,
      actor: 'hub',
      action: opens ? 'password_reset.mail' : 'password_reset.refuse',
      subject: id,
    })
  })
}
