import { inTransaction } from '@lanyard/storage'
import { wordKey } from '@lanyard/text'
import type { ActorOf } from '../../records/acts/actor-of.ts'
import { recordAct } from '../../records/audit/record-act.ts'
import type { Hub } from '../../hub.ts'
import { newId } from '../../ids.ts'
import type { AccountId } from '../../ids.ts'
import { readEmail, readName, readUsername } from '../../names.ts'
import { queueNotice } from '../../records/notices/queue-notice.ts'
import { Refusal } from '../../refusal.ts'
import type { Account } from './account.ts'
import * as accounts from './accounts-store.ts'
import { lockAccount } from './lock-account.ts'
import { refuseIfTaken } from './refuse-if-taken.ts'
import { setEmail } from './set-email.ts'

/**
 * Changes what a person is called, how they log in, or where mail reaches them. The account stays the same one for
 * everyone who links to it (A25, P6). A new e-mail address is told to the old one and to the new one (T46). Of two who
 * take one username at once, one gets it: the unique index decides. What is so already changes nothing.
 *
 * @throws {Refusal} `account_taken`, `username_invalid`, `name_invalid`, `email_invalid`, `credentials_invalid` (no such
 *   account)
 */
export async function renameAccount(
  hub: Pick<Hub, 'db' | 'config' | 'now'>,
  request: {
    readonly account: AccountId
    readonly username?: string
    readonly name?: string
    readonly email?: string
    readonly by: ActorOf<'account.rename'>
  },
): Promise<Account> {
  return inTransaction(hub, async (hub) => {
    const before = await lockAccount(hub.db, request.account)
    // What stays was taken by the rules of its time.
    const username = request.username === undefined ? before.username : readUsername(request.username)
    const name = request.name === undefined ? before.name : readName(request.name)
    const email = request.email === undefined ? before.email : readEmail(request.email)

    if (username === before.username && name === before.name && email === before.email) return before
    const renamed = await refuseIfTaken(
      username,
      accounts.update(hub.db, before.id, {
        name,
        ...(username !== before.username && { username, username_key: wordKey(username) }),
      }),
    )
    if (renamed === null) throw new Refusal('credentials_invalid')
    if (username !== before.username) {
      const details = { from: before.username, to: username }
      await queueNotice(hub, before.email, { kind: 'account_renamed', details })
    }
    const after = email === before.email ? renamed : await setEmail(hub, renamed, { email, verifiedAt: null })
    await recordAct(hub, {
      auditId: newId('aud'),
      organization: null,
      actor: request.by,
      action: 'account.rename',
      subject: after.id,
    })
    return after
  })
}
