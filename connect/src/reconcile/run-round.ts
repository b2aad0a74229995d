import type { RoundReport } from '../api/health.ts'
import type { Kit } from '../kit.ts'
import { tellRemainingAccess } from '../remaining-access/tell-remaining-access.ts'
import { confirmLink } from '../tenant-links/confirm-link.ts'
import { deliverEnd, deliverReport } from '../tenant-links/deliver.ts'
import { backOff, LONGEST_CONFIRM, LONGEST_OUTBOX } from './back-off.ts'
import { pullEvents } from './pull-events.ts'
import { RECHECK_AGE, recheckLinks, SUSPENDED_AGE } from './recheck-links.ts'

/**
 * Reports of one kind in one round: of who is linked, and of what still opens the product. They are only shown, and the
 * next end must not wait for those of a thousand people; the next round goes on with them at once.
 */
const MOST_REPORTS = 20

/** Links of one kind that are read at once; the next round, which follows at once, goes on. */
const MOST_LINKS = 500

const NEVER = new AbortController().signal

/** What a round takes up. */
export interface Scope {
  /** Messages whose next try is not later than this. */
  readonly due: number
  /** Active links that the hub last spoke of before this; 0: none. */
  readonly checkedBefore: number
  /** The same of suspended links. */
  readonly suspendedBefore: number
}

/** Everything that is queued, however lately it was tried. */
export const allQueued = (now: number): Scope => ({
  due: Number.MAX_SAFE_INTEGER,
  checkedBefore: now - RECHECK_AGE,
  suspendedBefore: Number.MAX_SAFE_INTEGER,
})

/** What its back-off lets try again. */
export const onlyDue = (now: number): Scope => ({
  due: now,
  checkedBefore: now - RECHECK_AGE,
  suspendedBefore: now - SUSPENDED_AGE,
})

/** What a loop takes up that asks about active links beside its rounds. */
export const withoutRechecks = (scope: Scope): Scope => ({ ...scope, checkedBefore: 0, suspendedBefore: 0 })

/** Everything, and each active link. */
export const fromStart = (now: number): Scope => ({
  due: Number.MAX_SAFE_INTEGER,
  checkedBefore: now,
  suspendedBefore: Number.MAX_SAFE_INTEGER,
})

/**
 * One round: events, confirms, owed ends, rechecks, and, where any of them was said, the events that came of it; reports.
 * The hub's log comes first, because what ends a person's rights stands in it (T26). Two nodes may run one at once.
 *
 * After one message without an answer, no further one of its kind: the next would wait as long. The other kinds have
 * their turn, so that a message that the hub never answers holds up no other kind; of its own kind what waits longest
 * comes first, and that is not it.
 *
 * @param signal once it is given, nothing new is taken up; the next round does
 */
export async function runRound<Tx>(
  kit: Kit<Tx>,
  { due, checkedBefore, suspendedBefore }: Scope,
  signal: AbortSignal = NEVER,
): Promise<RoundReport> {
  const { tenantLinks, owedEnds, reports, accessReports } = kit.store.records
  const later = (tries: number, longest: number) => kit.now() + backOff(tries, longest)
  let [confirmed, ended, delivered, failed] = [0, 0, 0, 0]
  const tell = async <Report extends { readonly tries: number }>(
    waiting: readonly Report[],
    records: { postpone(report: Report, nextTryAt: number): Promise<boolean> },
    send: (kit: Kit<Tx>, report: Report) => Promise<boolean>,
  ) => {
    for (const report of waiting) {
      if (signal.aborted) return
      if (!(await records.postpone(report, later(report.tries, LONGEST_OUTBOX)))) continue
      if (!(await send(kit, report))) {
        failed++
        return
      }
      delivered++
    }
  }
  const first = await pullEvents(kit, signal)
  const pending = await tenantLinks.duePending(due, MOST_LINKS)
  for (const link of pending) {
    if (signal.aborted) break
    if (!(await tenantLinks.postpone(link, later(link.tries, LONGEST_CONFIRM)))) continue
    const said = await confirmLink(kit, link)
    if (said === 'active') confirmed++
    else if (said === 'ended') ended++
    else {
      failed++
      break
    }
  }
  const owed = await owedEnds.due(due, MOST_LINKS)
  await tell(owed, owedEnds, deliverEnd)
  for (const links of [
    checkedBefore > 0 ? await tenantLinks.activeCheckedBefore(checkedBefore) : [],
    suspendedBefore > 0 ? await tenantLinks.suspendedCheckedBefore(suspendedBefore) : [],
  ]) {
    const rechecked = await recheckLinks(kit, links, { signal })
    ended += rechecked.ended
    failed += rechecked.silent
  }
  // What was just said has become events, too, of which nothing is news; read now, one round suffices (C1).
  const said = confirmed + ended + delivered > 0
  const { events, complete } = said ? await pullEvents(kit, signal) : { events: 0, complete: first.complete }
  const left = await accessReports.due(kit.issuer, Math.max(due, kit.now()), MOST_REPORTS)
  await tell(left, accessReports, tellRemainingAccess)
  // Last, and up to now, because all of the above may have linked and unlinked a person.
  const changed = await reports.due(Math.max(due, kit.now()), MOST_REPORTS)
  await tell(changed, reports, deliverReport)
  const isMore =
    Math.max(left.length, changed.length) === MOST_REPORTS ||
    Math.max(pending.length, owed.length) === MOST_LINKS ||
    signal.aborted
  if (isMore && failed === 0) kit.wake()
  return { confirmed, ended, delivered, events: first.events + events, failed: complete ? failed : failed + 1 }
}
