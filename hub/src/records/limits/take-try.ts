import * as guard from '@lanyard/guard'
import type { Hub } from '../../hub.ts'
import { Refusal } from '../../refusal.ts'

/** What is counted: tries at a secret, links to set a new password that were asked for, usernames that were. */
export type Counted = 'password' | 'code' | 'reset' | 'invitation'

/**
 * Limits of one secret of one account, as every part of the suite has them.
 *
 * @param source where the try comes from: a place, or `knownBrowser`
 */
export function limitsFor(counted: Counted, account: string, source: string): guard.Limits {
  return guard.limitsFor(counted, account, source)
}

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

/** The secret was right: its account starts again; a source gets this one try back, so that it cannot reset itself. */
export async function forgiveTries(hub: Pick<Hub, 'short' | 'now'>, limits: guard.Limits): Promise<void> {
  await guard.forgiveTries(countersOf(hub), limits)
}

/** Forgives all attempts at one secret of an account, from every place: it has been replaced by a person who may do that. */
export async function forgiveAccount(
  hub: Pick<Hub, 'short' | 'now'>,
  counted: Counted,
  account: string,
): Promise<void> {
  await guard.forgiveAccount(countersOf(hub), counted, account)
}

/** Takes counters out that nothing has touched for a while. */
export async function pruneTries(hub: Pick<Hub, 'short' | 'now'>, signal?: AbortSignal): Promise<void> {
  await guard.pruneTries(countersOf(hub), signal)
}
