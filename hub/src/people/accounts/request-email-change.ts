import { randomBytes } from 'node:crypto'
import { inTransaction } from '@lanyard/storage'
import { type Owner, permitOwn } from '../permits/permit.ts'
import { recordAct } from '../../records/audit/record-act.ts'
import { HOUR, SECOND } from '../../clock.ts'
import type { Hub } from '../../hub.ts'
import { type AccountId, newId } from '../../ids.ts'
import { readEmail } from '../../names.ts'
import { queueNotice } from '../../records/notices/queue-notice.ts'
import { Refusal } from '../../refusal.ts'
import * as emailChanges from '../mailed-links/email-changes.ts'
import { lockAccount } from './lock-account.ts'

/** A person with an account can have mails sent to any address, but not many. */
const MOST_PER_HOUR = 5

/**
 * A person says where mail is to reach them. Nothing changes before the link that goes to that address is used; the
 * address that they have now is told meanwhile (T46). A newer request voids the older one (T11). To name the address
 * that they have already is to confirm it.
 *
 * @throws {Refusal} `login_required`, `proof_required`, `email_invalid`, `too_many_attempts` with `seconds`,
 *   `credentials_invalid` (no such account)
 */
export async function requestEmailChange(
  hub: Pick<Hub, 'db' | 'config' | 'now'>,
  request: Owner & { readonly email: string },
): Promise<{ readonly email: string }> {
  const email = readEmail(request.email)
  return inTransaction(hub, async (hub) => {
    const { id: account, username, email: present, language } = await lockAccount(hub.db, request.account)
    const may = await permitOwn(hub, 'account.request_email_change', request)
    await assertFewAsked(hub, account)
    const now = hub.now()
    const token = randomBytes(32).toString('base64url')
    const expiresAt = now + hub.config.lifetimes.mailedLink
    await emailChanges.endOpen(hub.db, [account], now)
    await emailChanges.insert(hub.db, { account, email, expiresAt }, { token, at: now })

    const link = `${hub.config.issuer}/confirm-email/${token}`
    await queueNotice(hub, email, { kind: 'email_confirmation', details: { username, link, expiresAt, language } })
    if (email !== present) {
      await queueNotice(hub, present, { kind: 'email_change_requested', details: { username, to: email } })
    }
    await recordAct(hub, {
      auditId: newId('aud'),
      organization: null,
      ...may,
      subject: account,
      personal: { to: email },
    })
    return { email }
  })
}

/** Exact, since requests of one account take turns. */
async function assertFewAsked(hub: Pick<Hub, 'db' | 'now'>, account: AccountId): Promise<void> {
  const asked = await emailChanges.listAskedSince(hub.db, account, hub.now() - HOUR)
  const oldest = asked.at(-MOST_PER_HOUR)
  if (oldest === undefined) return
  throw new Refusal('too_many_attempts', { seconds: Math.ceil((oldest + HOUR - hub.now()) / SECOND) })
}
