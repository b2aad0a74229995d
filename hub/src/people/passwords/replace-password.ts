import type { Account } from '../accounts/account.ts'
import type { ActorOf } from '../../records/acts/actor-of.ts'
import type { Permit } from '../../records/acts/guarded-act.ts'
import { recordAct } from '../../records/audit/record-act.ts'
import type { Hub } from '../../hub.ts'
import { newId } from '../../ids.ts'
import { queueNotice } from '../../records/notices/queue-notice.ts'
import { endAccountSessions } from '../sessions/end-account-sessions.ts'
import { endMailedLinks } from '../mailed-links/end-mailed-links.ts'
import * as passwords from './passwords-store.ts'

/**
 * A new password in place of another, in the transaction that has checked that it may be: it ends the account's
 * sessions (T9) and the mailed links that are on their way (T11), and the person is told (T46). The caller holds the
 * account's lock.
 *
 * @param change.keep `uid` of the session in which the person acts; null where another person does, or no one is logged in
 */
export async function replacePassword(
  hub: Pick<Hub, 'db' | 'config' | 'now'>,
  change: {
    readonly account: Account
    readonly hash: string
    readonly keep: string | null
    readonly act:
      | Permit<'password.change'>
      | { readonly action: 'password.reset'; readonly actor: ActorOf<'password.reset'> }
      | { readonly action: 'password.set'; readonly actor: ActorOf<'password.set'> }
  },
): Promise<void> {
  const { account, hash, keep, act } = change
  const auditId = newId('aud')
  const at = hub.now()
  await passwords.set(hub.db, account.id, hash, at)
  await endMailedLinks(hub.db, [account.id], at)
  await endAccountSessions(hub, { account: account.id, keep, auditId })
  await queueNotice(hub, account.email, { kind: 'password_changed', details: { username: account.username } })
  await recordAct(hub, { auditId, organization: null, ...act, subject: account.id })
}
