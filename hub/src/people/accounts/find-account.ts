import type { Hub } from '../../hub.ts'
import type { AccountId } from '../../ids.ts'
import type { Account } from './account.ts'
import * as accounts from './accounts-store.ts'

export async function findAccountById(hub: Pick<Hub, 'db'>, id: AccountId): Promise<Account | null> {
  return accounts.find(hub.db, id)
}

/** The account with that username today; never to be kept instead of the id. */
export async function findAccountByUsername(hub: Pick<Hub, 'db'>, username: string): Promise<Account | null> {
  return accounts.findByUsername(hub.db, username)
}

/** Oldest first; without ids everyone, for the operator and the demo's pages. */
export async function listAccounts(hub: Pick<Hub, 'db'>, ids?: readonly AccountId[]): Promise<readonly Account[]> {
  return accounts.list(hub.db, ids)
}
