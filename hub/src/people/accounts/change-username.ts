import { limitsFor } from '@lanyard/guard'
import { inTransaction } from '@lanyard/storage'
import { foldAddress, wordKey } from '@lanyard/text'
import type { Hub } from '../../hub.ts'
import { newId } from '../../ids.ts'
import { readUsername } from '../../names.ts'
import { recordAct } from '../../records/audit/record-act.ts'
import { takeTry } from '../../records/limits/take-try.ts'
import { queueNotice } from '../../records/notices/queue-notice.ts'
import { Refusal } from '../../refusal.ts'
import { type Owner, permitOwn } from '../permits/permit.ts'
import type { Account } from './account.ts'
import * as accounts from './accounts-store.ts'
import { lockAccount } from './lock-account.ts'
import { refuseIfTaken } from './refuse-if-taken.ts'

/**
 * A person changes the name that they log in with; their password, factors, sessions and links stay (A25). Products hear
 * of it at the next sign-in, as `preferred_username`. Of all addresses only the account's own, once confirmed, can be a
 * username, since nothing shows that another one is theirs; and names are asked for as often as a password may be (FL4).
 *
 * @throws {Refusal} `login_required`, `proof_required`, `username_invalid`, `username_foreign`, `account_taken`,
 *   `too_many_attempts`, `credentials_invalid` (no such account)
 */
export async function changeUsername(
  hub: Pick<Hub, 'db' | 'short' | 'config' | 'now'>,
  request: Owner & {
    readonly username: string
    /** Where in the network the request comes from. */
    readonly source: string
  },
): Promise<Account> {
  const username = readUsername(request.username)
  await takeTry(hub, limitsFor('username', request.account, request.source))
  return inTransaction(hub, async (hub) => {
    const before = await lockAccount(hub.db, request.account)
    const may = await permitOwn(hub, 'account.change_username', request)
    if (username === before.username) return before
    assertOwn(before, username)
    const changes = { username, username_key: wordKey(username) }
    const renamed = await refuseIfTaken(username, accounts.update(hub.db, before.id, changes))
    if (renamed === null) throw new Refusal('credentials_invalid')
    const details = { from: before.username, to: username, own: true }
    await queueNotice(hub, before.email, { kind: 'account_renamed', details })
    await recordAct(hub, {
      auditId: newId('aud'),
      organization: null,
      ...may,
      subject: before.id,
      personal: { from: before.username, to: username },
    })
    return renamed
  })
}

/** @throws {Refusal} `username_foreign`, for an address that is not the account's own and confirmed; its former one stays */
function assertOwn({ email, emailVerifiedAt }: Account, username: string): void {
  if (!username.includes('@')) return
  if (emailVerifiedAt !== null && foldAddress(username) === foldAddress(email)) return
  throw new Refusal('username_foreign', { own: email, confirmed: emailVerifiedAt === null ? 'no' : 'yes' })
}
