import type { Hub } from '../../hub.ts'
import type { AccountId } from '../../ids.ts'
import * as accounts from './accounts-store.ts'

/** Forgets everything of an account but its id. What the account opens and holds is the caller's to end in the same commit. */
export async function blankAccount({ db, now }: Pick<Hub, 'db' | 'now'>, account: AccountId): Promise<void> {
  await accounts.blank(db, account, now())
}
