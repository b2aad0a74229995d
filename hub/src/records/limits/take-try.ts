import * as guard from '@lanyard/guard'
import type { Hub } from '../../hub.ts'
import { Refusal } from '../../refusal.ts'

/** Where the hub counts. */
export function countersOf({ short, now }: Pick<Hub, 'short' | 'now'>) {
  return { db: short, table: 'tries' as const, now }
}

/**
 * Takes a try from every limit before the secret is looked at. While a limit has its wait running, nothing is counted and
 * nothing may be looked at.
 *
 * @throws {Refusal} `too_many_attempts` with `seconds`
 */
export async function takeTry(hub: Pick<Hub, 'short' | 'now'>, limits: guard.Limits): Promise<void> {
  const seconds = await guard.takeTry(countersOf(hub), limits)
  if (seconds > 0) throw new Refusal('too_many_attempts', { seconds })
}

/** Takes counters out that nothing has touched for a while. */
export async function pruneTries(hub: Pick<Hub, 'short' | 'now'>, signal?: AbortSignal): Promise<void> {
  await guard.pruneTries(countersOf(hub), signal)
}
