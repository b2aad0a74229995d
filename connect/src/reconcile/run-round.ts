import type { RoundReport } from '../api.ts'
import type { Kit } from '../kit.ts'
import { confirmLink, recheckLink } from '../tenant-links/confirm-link.ts'
import { backOff, LONGEST_CONFIRM, LONGEST_OUTBOX } from './back-off.ts'
import { deliverEnd, deliverReport } from './deliver.ts'
import { pullEvents } from './pull-events.ts'

/** RECHECK_ACTIVE: milliseconds after which an active link is asked about although no event named it. */
const RECHECK_AGE = 3_600_000

/** Milliseconds after which the hub is asked again about a link that it did not know. */
const SUSPENDED_AGE = 60_000

/** What a round takes up. */
export interface Scope {
  /** Messages whose next try is not later than this. */
  readonly due: number
  /** Active links that the hub last spoke of before this. */
  readonly checkedBefore: number
  /** Suspended links, likewise. */
  readonly suspendedBefore: number
}

/** Everything that is queued, however lately it was tried. */
export const everything = (now: number): Scope => ({
  due: Number.MAX_SAFE_INTEGER,
  checkedBefore: now - RECHECK_AGE,
  suspendedBefore: Number.MAX_SAFE_INTEGER,
})

/** What its back-off lets try again. */
export const dueNow = (now: number): Scope => ({
  due: now,
  checkedBefore: now - RECHECK_AGE,
  suspendedBefore: now - SUSPENDED_AGE,
})

/** After a start: everything, and each active link. */
export const fromStart = (now: number): Scope => ({
  due: Number.MAX_SAFE_INTEGER,
  checkedBefore: now,
  suspendedBefore: Number.MAX_SAFE_INTEGER,
})

/** One round: confirms, owed ends, rechecks, events, reports. Two nodes may run one at once. */
export async function runRound<Tx>(kit: Kit<Tx>, { due, checkedBefore, suspendedBefore }: Scope): Promise<RoundReport> {
  const { tenantLinks, owedEnds, reports } = kit.store.records
  const later = (tries: number, longest: number) => kit.now() + backOff(tries, longest)
  let [confirmed, ended, delivered, failed] = [0, 0, 0, 0]

  for (const link of await tenantLinks.duePending(due)) {
    if (!(await tenantLinks.postpone(link, later(link.tries, LONGEST_CONFIRM)))) continue
    const said = await confirmLink(kit, link)
    if (said === 'active') confirmed++
    else if (said === 'ended') ended++
    else failed++
  }
  for (const end of await owedEnds.due(due)) {
    if (!(await owedEnds.postpone(end, later(end.tries, LONGEST_OUTBOX)))) continue
    if (await deliverEnd(kit, end)) delivered++
    else failed++
  }
  for (const link of await tenantLinks.activeCheckedBefore(checkedBefore)) {
    const said = await recheckLink(kit, link)
    if (said === 'ended') ended++
    if (said === 'silent') failed++
  }
  for (const link of await tenantLinks.suspendedCheckedBefore(suspendedBefore)) {
    const said = await recheckLink(kit, link)
    if (said === 'ended') ended++
    if (said === 'silent') failed++
  }
  const { events, complete } = await pullEvents(kit)
  // Last, and up to now, because all of the above may have linked and unlinked somebody.
  for (const report of await reports.due(Math.max(due, kit.now()))) {
    if (!(await reports.postpone(report, later(report.tries, LONGEST_OUTBOX)))) continue
    if (await deliverReport(kit, report)) delivered++
    else failed++
  }
  return { confirmed, ended, delivered, events, failed: complete ? failed : failed + 1 }
}
