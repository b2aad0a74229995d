import type { Hub } from '../../hub.ts'
import type { AccountId } from '../../ids.ts'
import { Refusal } from '../../refusal.ts'
import type { Factor } from './factor.ts'
import { listFactors } from './list-factors.ts'

/**
 * One of the account's own factors.
 *
 * @param id as it came in an address
 * @throws {Refusal} `factor_unknown`: also for another person's
 */
export async function getFactor(hub: Pick<Hub, 'db'>, account: AccountId, id: string): Promise<Factor> {
  const factor = (await listFactors(hub, account)).find((candidate) => candidate.id === id)
  if (factor === undefined) throw new Refusal('factor_unknown')
  return factor
}
