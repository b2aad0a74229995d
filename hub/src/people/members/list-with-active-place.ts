import type { Hub } from '../../hub.ts'
import type { AccountId } from '../../ids.ts'
import * as members from './members-store.ts'

/** Which of these accounts have an active place in an organization that is not suspended. */
export async function listWithActivePlace(
  hub: Pick<Hub, 'db'>,
  accounts: readonly AccountId[],
): Promise<ReadonlySet<AccountId>> {
  return new Set(await members.listAccountsWithActivePlace(hub.db, accounts))
}
