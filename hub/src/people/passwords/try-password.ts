import * as guard from '@lanyard/guard'
import type { Hub } from '../../hub.ts'
import { countersOf } from '../../records/limits/take-try.ts'
import { Refusal } from '../../refusal.ts'

/**
 * Is it right? One try at a password, counted and in the one time that a wrong password takes (T29).
 *
 * @param attempt.findHash null for an unknown account, and where there is no password
 * @throws {Refusal} `too_many_attempts`, `too_busy`, both with `seconds`
 */
export async function tryPassword(
  hub: Pick<Hub, 'short' | 'now'>,
  attempt: Parameters<typeof guard.tryPassword>[1],
): Promise<boolean> {
  const tried = await guard.tryPassword(countersOf(hub), attempt)
  if (tried.outcome === 'limited') throw new Refusal('too_many_attempts', { seconds: tried.seconds })
  if (tried.outcome === 'busy') throw new Refusal('too_busy', { seconds: tried.seconds })
  return tried.outcome === 'right'
}

/** @throws {Refusal} `too_busy` */
export async function refuseIfBusy<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof guard.HashingBusy) throw new Refusal('too_busy', { seconds: error.seconds })
    throw error
  }
}
