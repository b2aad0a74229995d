import { setTimeout as sleep } from 'node:timers/promises'
import type { Kit } from '../kit.ts'
import type { ActiveLink } from '../records/tenant-links.ts'
import { recheckLink } from '../tenant-links/confirm-link.ts'
import type { TurnWatch } from './watch-turns.ts'

/** RECHECK_ACTIVE: milliseconds after which an active link has been asked about again. */
export const RECHECK_AGE = 3_600_000

/** Milliseconds after which the hub is asked again about a link that it did not know. */
export const SUSPENDED_AGE = 60_000

/** Links that one node asks about in a second after its start, when all of them are due. */
const PER_SECOND = 20

/** Links that are looked through at once, those that were asked about longest ago. */
const MOST = 500

/** What became of the links that were asked about. */
export interface RecheckResult {
  readonly ended: number
  readonly silent: number
}

/**
 * Beside the rounds, never in the way of what they read: asks about each active link once after a start, at a pace that
 * a hub hardly notices, and from then on about each once an hour, spread out over it. Nodes share the work.
 *
 * @param mayBegin resolves once the hub's log has been read to its head
 */
export async function recheckBeside<Tx>(
  kit: Kit<Tx>,
  mayBegin: Promise<void>,
  stopping: AbortSignal,
  watch: TurnWatch,
): Promise<void> {
  const startedAt = kit.now()
  const pause = kit.lifetimes.round * 1000
  // A wait that lasts as long as the hub is away is no turn that hangs.
  while (!(await settledWithin(mayBegin, pause, stopping))) await watch.take(async () => true)
  while (!stopping.aborted) {
    let isMore = false
    const hasFailed = await watch.take(async (signal) => {
      const due = await pickDue(kit, startedAt)
      isMore = due.length === MOST
      const gap = Math.min(pause / Math.max(due.length, 1), 1000 / PER_SECOND)
      const { ended, silent } = await recheckLinks(kit, due, { gap, signal })
      if (ended > 0) kit.log({ level: 'info', event: 'links_rechecked', ended })
      return silent > 0
    })
    if (!isMore || hasFailed) await rest(pause, stopping)
  }
}

/** @returns whether it has; true, too, once the signal is given */
async function settledWithin(work: Promise<void>, milliseconds: number, signal: AbortSignal): Promise<boolean> {
  const enough = new AbortController()
  const rested = rest(milliseconds, AbortSignal.any([signal, enough.signal])).then(() => signal.aborted)
  const settled = await Promise.race([work.then(() => true), rested])
  enough.abort()
  return settled
}

/** Asks one by one. After a silent answer no further one in this turn: the next would be silent, too. */
export async function recheckLinks<Tx>(
  kit: Kit<Tx>,
  links: readonly ActiveLink[],
  { gap = 0, signal }: { readonly gap?: number; readonly signal?: AbortSignal } = {},
): Promise<RecheckResult> {
  let ended = 0
  for (const { id, checkedAt } of links) {
    if (signal?.aborted) break
    const link = await kit.store.records.tenantLinks.find(id)
    // It has ended, or another node has asked meanwhile.
    if (link?.state !== 'active' || link.checkedAt !== checkedAt) continue
    const said = await recheckLink(kit, link)
    if (said === 'silent') return { ended, silent: 1 }
    if (said === 'ended') ended++
    if (gap > 0) await rest(gap, signal)
  }
  return { ended, silent: 0 }
}

async function pickDue<Tx>({ store, now, lifetimes }: Kit<Tx>, startedAt: number): Promise<readonly ActiveLink[]> {
  const { tenantLinks } = store.records
  const at = now()
  const suspended = await tenantLinks.suspendedCheckedBefore(at - SUSPENDED_AGE, MOST)
  const sinceStart = await tenantLinks.activeCheckedBefore(startedAt, MOST)
  if (suspended.length + sinceStart.length > 0) return [...suspended, ...sinceStart].slice(0, MOST)
  const older = await tenantLinks.activeCheckedBefore(at - RECHECK_AGE / 2, MOST)
  return older.filter((link) => isTurn(at - link.checkedAt, lifetimes.round * 1000, Math.random()))
}

/**
 * Is it the turn of a link of this age? At some moment of the second half of the hour, each as likely as another, so
 * that links that were asked about together, as after a start, are not asked about together again.
 *
 * @param age milliseconds since it was asked about
 * @param pause milliseconds until the next turn
 * @param random from 0 up to 1
 */
export function isTurn(age: number, pause: number, random: number): boolean {
  return random * (RECHECK_AGE - pause - age) < pause
}

/** Until the time is over or the signal is given; it keeps no process alive. */
async function rest(milliseconds: number, signal?: AbortSignal): Promise<void> {
  await sleep(milliseconds, undefined, { ref: false, ...(signal ? { signal } : {}) }).catch(() => {})
}
