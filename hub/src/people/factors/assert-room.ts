import type { Hub } from '../../hub.ts'
import type { AccountId } from '../../ids.ts'
import { Refusal } from '../../refusal.ts'
import { MOST_FACTORS } from './factor.ts'
import { listFactors } from './list-factors.ts'

/** @throws {Refusal} `too_many_factors`; decided for good only under `lockAccount` */
export async function assertRoom(hub: Pick<Hub, 'db'>, account: AccountId): Promise<void> {
  if ((await listFactors(hub, account)).length >= MOST_FACTORS) {
    throw new Refusal('too_many_factors', { most: MOST_FACTORS })
  }
}
