import * as guard from '@lanyard/guard'
import type { Psa } from '../psa.ts'
import { Refusal } from '../refusal.ts'

type Host = Pick<Psa, 'db' | 'now'>

/** Where the PSA counts. */
export function countersOf({ db, now }: Host) {
  return { db, now, table: guard.GUARD_TABLES.tries }
}

/**
 * Counts one try before anything is looked at, so that simultaneous tries cannot slip through. What is counted stays
 * counted when the try is refused: call it outside the transaction of what it guards.
 *
 * @throws {Refusal} `too_many_attempts` with the `seconds` to wait
 */
export async function takeTry(psa: Host, limits: guard.Limits): Promise<void> {
  const seconds = await guard.takeTry(countersOf(psa), limits)
  if (seconds > 0) throw new Refusal('too_many_attempts', { seconds })
}

/** Takes counters out that nothing has touched for an hour. */
export async function forgetOldTries(psa: Host, signal?: AbortSignal): Promise<void> {
  await guard.pruneTries(countersOf(psa), signal)
}
