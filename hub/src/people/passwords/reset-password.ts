import { forgiveTries, limitsFor } from '@lanyard/guard'
import { inTransaction } from '@lanyard/storage'
import { wordKey } from '@lanyard/text'
import type { Account } from '../accounts/account.ts'
import { findAccountById } from '../accounts/find-account.ts'
import { lockAccount } from '../accounts/lock-account.ts'
import { sourceOfTry } from '../devices/source-of-try.ts'
import type { Hub } from '../../hub.ts'
import { countersOf } from '../../records/limits/take-try.ts'
import { Refusal } from '../../refusal.ts'
import { mayReset } from './may-reset.ts'
import { placesOf } from './places-of.ts'
import * as resets from '../mailed-links/password-resets.ts'
import { readPassword } from './read-password.ts'
import { replacePassword } from './replace-password.ts'

type Part = Pick<Hub, 'db' | 'config' | 'now'>

/**
 * Whose password a mailed link sets. Looking does not use it.
 *
 * @throws {Refusal} `link_expired`: used, replaced, too old, never there, or its account has lost its second factor since
 */
export async function getResetAccount(hub: Part, token: string): Promise<Account> {
  const id = await resets.findOpen(hub.db, token, hub.now())
  const account = id && (await findAccountById(hub, id))
  if (account === null || !(await mayReset(hub, account))) throw new Refusal('link_expired')
  return account
}

/**
 * Sets the password by a mailed link, once. Every session of the account ends, and the next login asks for the second
 * factor as ever (T35). Tries at the password that were counted against the account from where the person is now are
 * forgiven: they have shown that the mailbox is theirs. Tries at its codes are not.
 *
 * @param request.places as for `readPassword`, besides the names of the account's organizations
 * @throws {Refusal} `link_expired`, and those of `readPassword`, which leave the link as it was
 */
export async function resetPassword(
  hub: Part & Pick<Hub, 'short'>,
  {
    token,
    password,
    places,
    source,
    device = null,
  }: {
    readonly token: string
    readonly password: string
    readonly places: readonly string[]
    readonly source: string
    readonly device?: string | null
  },
): Promise<void> {
  const { id, ...owner } = await getResetAccount(hub, token)
  const hash = await readPassword(password, { ...owner, places: [...places, ...(await placesOf(hub, id))] })
  await inTransaction(hub, async (hub) => {
    const account = await lockAccount(hub.db, id)
    if (!(await resets.consume(hub.db, token, hub.now())) || !(await mayReset(hub, account))) {
      throw new Refusal('link_expired')
    }
    const act = { actor: `account:${id}`, action: 'password.reset' } as const
    await replacePassword(hub, { account, hash, keep: null, act })
  })
  for (const place of new Set([source, await sourceOfTry(hub, { account: id, device, source })])) {
    await forgiveTries(countersOf(hub), limitsFor('password', wordKey(owner.username), place))
  }
}
