import type { Hub } from '../../hub.ts'
import type { AccountId, OrganizationId } from '../../ids.ts'
import * as productSessions from './product-sessions-store.ts'

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
