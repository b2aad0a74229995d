import { hashPassword } from '@lanyard/guard'
import { operator, type TestHub } from '../../../../testing.ts'
import type { Account } from '../../accounts/account.ts'
import { storePassword } from '../set-password.ts'

/** What everyone in these tests logs in with. */
export const PASSWORD = 'seven lanterns over the harbour'

let hash: Promise<string> | undefined

/** Whether the password may be chosen is asked by no one, and it is hashed once: both took a tenth of all tests. */
export async function givePassword(hub: TestHub, account: Account): Promise<void> {
  await storePassword(hub, { account, hash: await (hash ??= hashPassword(PASSWORD)), by: operator })
}
