import type { Instant } from '../../clock.ts'
import type { Hub } from '../../hub.ts'
import type { AccountId, OrganizationId } from '../../ids.ts'
import * as productSessions from './product-sessions-store.ts'

/** What clients have of a person that has not ended, as far as the session at the hub can still stand. */
export async function listSessionsOf(
  hub: Pick<Hub, 'db' | 'now' | 'config'>,
  account: AccountId,
): Promise<readonly { readonly client: string; readonly organization: OrganizationId; readonly since: Instant }[]> {
  return productSessions.listLiveOf(hub.db, account, hub.now() - hub.config.lifetimes.session)
}

/**
 * How many sessions these people may have at clients through an organization: what ends with their rights in it. Nothing
 * for those who have none.
 */
export async function countProductSessions(
  hub: Pick<Hub, 'db' | 'now' | 'config'>,
  organization: OrganizationId,
  accounts: readonly AccountId[],
): Promise<ReadonlyMap<AccountId, number>> {
  const since = hub.now() - hub.config.lifetimes.session
  return productSessions.countOf(hub.db, { organization, accounts, since })
}
