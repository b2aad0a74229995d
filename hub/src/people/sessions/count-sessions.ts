import type { Hub } from '../../hub.ts'
import type { AccountId } from '../../ids.ts'

/** How many sessions at the hub each of these accounts has that serve now; nothing for those who have none. */
export async function countSessions(
  hub: Pick<Hub, 'short' | 'now'>,
  accounts: readonly AccountId[],
): Promise<ReadonlyMap<AccountId, number>> {
  if (accounts.length === 0) return new Map()
  const rows = await hub.short
    .selectFrom('sessions')
    .select((expression) => ['account', expression.fn.countAll<number>().as('count')])
    .where('account', 'in', accounts)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', hub.now())
    .groupBy('account')
    .execute()
  return new Map(rows.flatMap(({ account, count }) => (account === null ? [] : [[account, count]])))
}
