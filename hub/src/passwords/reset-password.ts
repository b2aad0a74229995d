import { inTransaction } from '@lanyard/storage'
import type { Account } from '../accounts/account.ts'
import { findAccountById } from '../accounts/find-account.ts'
import { lockAccount } from '../accounts/lock-account.ts'
import type { Hub } from '../hub.ts'
import { Refusal } from '../refusal.ts'
import { mayReset } from './may-reset.ts'
import * as resets from './password-resets-store.ts'
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
 * Sets the password by a mailed link, once. Every session of the account ends, and the next log-in asks for the second
 * factor as ever (T35).
 *
 * @param request.places as for `readPassword`
 * @throws {Refusal} `link_expired`, and those of `readPassword`, which leave the link as it was
 */
export async function resetPassword(
  hub: Part,
  {
    token,
    password,
    places,
  }: { readonly token: string; readonly password: string; readonly places: readonly string[] },
): Promise<void> {
  const { id, ...owner } = await getResetAccount(hub, token)
  const hash = await readPassword(password, { ...owner, places })
  await inTransaction(hub, async (hub) => {
    const account = await lockAccount(hub.db, id)
    if (!(await resets.consume(hub.db, token, hub.now())) || !(await mayReset(hub, account))) {
      throw new Refusal('link_expired')
    }
    const act = { actor: `account:${id}`, action: 'password.reset' } as const
    await replacePassword(hub, { account, hash, keep: null, act })
  })
}
