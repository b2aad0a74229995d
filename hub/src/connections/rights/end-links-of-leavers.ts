import { partsOf } from '@lanyard/storage'
import type { Hub } from '../../hub.ts'
import type { AccountId } from '../../ids.ts'
import { lockAccounts } from '../../people/accounts/lock-account.ts'
import { listWithActivePlace } from '../../people/members/list-with-active-place.ts'
import { endMailedLinks } from '../../people/mailed-links/end-mailed-links.ts'

/** Accounts that one statement names. */
const BATCH = 500

/**
 * An account belongs to a person, and no organization ends what opens it; but with its last active place there is nothing
 * left to open: mailed links end. In the transaction that ends the places, of however many accounts; it has locked those
 * that it knew of before it locked the organization, and here the rest.
 */
export async function endLinksOfLeavers(hub: Pick<Hub, 'db' | 'now'>, accounts: readonly AccountId[]): Promise<void> {
  await lockAccounts(hub.db, accounts)
  for (const asked of partsOf(accounts, BATCH)) {
    const staying = await listWithActivePlace(hub, asked)
    const leaving = asked.filter((account) => !staying.has(account))
    if (leaving.length > 0) await endMailedLinks(hub.db, leaving, hub.now())
  }
}
