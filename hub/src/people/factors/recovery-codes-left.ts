import type { Hub } from '../../hub.ts'
import type { AccountId } from '../../ids.ts'
import { countUnused } from './recovery-codes.ts'

/** At this many a person is told to make new ones, before the last is gone. */
const FEW = 3

/** How many recovery codes still work, and whether it is time for new ones. */
export async function recoveryCodesLeft(
  hub: Pick<Hub, 'db'>,
  account: AccountId,
): Promise<{ readonly left: number; readonly areFew: boolean }> {
  const left = await countUnused(hub.db, account)
  return { left, areFew: left <= FEW }
}
