import type { Feature, HubEvent } from '../hub/api-answers.ts'
import { sparingNames, THE_PRODUCT } from '../doer.ts'
import { newAuditId } from '../ids.ts'
import type { Kit } from '../kit.ts'
import { endLocalSessionsOfLinked } from '../local-sessions/end-local-sessions.ts'
import { endOfHubSession } from '../logout/end-of-hub-session.ts'
import type { Records } from '../records/store.ts'
import type { ActiveLink } from '../records/tenant-links.ts'
import { endByHub, endByProduct } from '../tenant-links/end-link.ts'
import { logSuspended, suspendIn } from '../tenant-links/suspend-link.ts'
import { hearEpoch } from '../user-links/hear-epoch.ts'
import { waitAtMost } from '../wait-at-most.ts'

/** Pages read in one go; what is left is read in the next round. */
const PAGES = 100

/** Milliseconds for which the hub is told, where it gives no answer. */
const TELLING = 86_400_000

/** What reading the hub's log came to. `complete`: read to its head, so that nothing the hub said is unknown here. */
export interface PullResult {
  readonly events: number
  readonly complete: boolean
}

/**
 * What one answer of the hub came to. `moved`: the cursor has, by this node or another; so there may be more to read.
 * `lost`: the log did not reach to the cursor.
 */
export interface PulledPage extends PullResult {
  readonly moved: boolean
  readonly lost: boolean
}

/** Reads the hub's log from the cursor on, page by page. */
export async function pullEvents<Tx>(kit: Kit<Tx>, signal?: AbortSignal): Promise<PullResult> {
  let events = 0
  for (let page = 0; page < PAGES; page++) {
    if (signal?.aborted) break
    const pulled = await pullPage(kit)
    events += pulled.events
    // After what was applied it asks once more: that tells the hub how far it is.
    if (!pulled.moved) return { events, complete: pulled.complete }
  }
  return { events, complete: false }
}

/**
 * Reads what the hub says next, and applies it with the cursor in the same commit (CURSOR_WITH_EFFECT).
 *
 * @param patience milliseconds for the hub's answer; what it says is applied however long that takes
 */
export async function pullPage<Tx>(kit: Kit<Tx>, patience?: number): Promise<PulledPage> {
  const at = kit.now()
  const position = (await kit.store.records.cursor.find(kit.issuer))?.position ?? 0
  const asked = kit.hub.events(position)
  const answer = await (patience === undefined ? asked : waitAtMost(patience, asked))
  if (answer === null) return { events: 0, complete: false, moved: false, lost: false }
  // A head behind the cursor is another log, such as a restored one.
  if ('gone' in answer || answer.head < position) {
    return {
      events: 0,
      complete: false,
      moved: await sparingNames(kit, (sparing) => passLostEvents(sparing, position, answer.head)),
      lost: true,
    }
  }
  // CURSOR_IN_ORDER: nothing is skipped; a gap waits until the hub fills it.
  const gap = answer.events.findIndex(({ n }, index) => n !== position + index + 1)
  const next = gap === -1 ? answer.events : answer.events.slice(0, gap)
  const events = await applyInOrder(kit, next, answer.agreed)
  const complete = position + events >= answer.head
  if (complete) await kit.store.records.cursor.notePull(kit.issuer, at)
  return { events, complete, moved: next.length > 0, lost: false }
}

/**
 * All of a page in one commit, because a commit costs more than an event. Where that fails, each in one of its own, so
 * that one which cannot be applied holds up none before it. @returns how many; none where another node has applied them
 */
async function applyInOrder<Tx>(
  kit: Kit<Tx>,
  events: readonly HubEvent[],
  agreed: readonly Feature[],
): Promise<number> {
  try {
    return await applyTogether(kit, events, agreed)
  } catch {
    // One after the other, as below: the one that fails throws again.
  }
  let applied = 0
  for (const event of events) {
    if ((await sparingNames(kit, (sparing) => applyTogether(sparing, [event], agreed))) === 0) break
    applied++
  }
  return applied
}

async function applyTogether<Tx>(
  kit: Kit<Tx>,
  events: readonly HubEvent[],
  agreed: readonly Feature[],
): Promise<number> {
  if (events.length === 0) return 0
  const done = await kit.store.transaction(async (records, tx) => {
    const suspended: ActiveLink[] = []
    let applied = 0
    for (const event of events) {
      const heard = await apply(kit, records, tx, { event, before: events[applied - 1] ?? null, agreed })
      if (!heard) break
      if (heard.suspended) suspended.push(heard.suspended)
      applied++
    }
    return { applied, suspended }
  })
  for (const link of done.suspended) logSuspended(kit, link)
  return done.applied
}

interface Heard {
  readonly event: HubEvent
  /** What the hub said just before, where that came in the same answer. */
  readonly before: HubEvent | null
  readonly agreed: readonly Feature[]
}

/** The hub unlinks a member whom it removes right after it says that they are deactivated, by one act (W-13). */
function isRemoval(event: Extract<HubEvent, { type: 'member_epoch' }>, before: HubEvent | null): boolean {
  if (before?.type !== 'member_epoch' || before.reason !== 'deactivated') return false
  return before.auditId === event.auditId && before.subject === event.subject && before.epoch === event.epoch
}

/** @returns the link that this suspended, if any; null where another node has applied it */
async function apply<Tx>(
  kit: Kit<Tx>,
  records: Records,
  tx: Tx,
  { event, before, agreed }: Heard,
): Promise<{ readonly suspended: ActiveLink | null } | null> {
  if (!(await records.cursor.advance(kit.issuer, event.n))) return null
  if (event.type === 'member_epoch') {
    if (agreed.includes('ends')) await noteRemainingAccess(kit, records, event)
    await hearEpoch(kit, records, tx, { ...event, isRemoval: isRemoval(event, before) })
  }
  if (event.type === 'session_ended') await endOfHubSession(kit, records, tx, event)
  return { suspended: event.type === 'link_ended' ? await hearEnd(kit, records, event) : null }
}

/**
 * A hub by the book does not write of a link that it does not know. An event with that reason does what the answer does:
 * it ends no active link (UNKNOWN_SUSPENDS, UNKNOWN_OWES_END).
 *
 * @returns the link that this suspended
 */
async function hearEnd(
  kit: Pick<Kit<unknown>, 'now'>,
  records: Records,
  { linkId, auditId, reason }: Extract<HubEvent, { type: 'link_ended' }>,
): Promise<ActiveLink | null> {
  if (reason !== 'unknown') {
    await endByHub(kit, records, linkId, { reason, auditId })
    return null
  }
  await endByProduct(kit, records, linkId, { reason, auditId, doer: THE_PRODUCT }, ['pending'])
  return suspendIn(kit, records, linkId)
}

/**
 * Notes, in the commit of an event and before its effect, that the hub is to hear what still opens this product to the
 * member (feature `ends`). The host is asked later, so that no end ever waits for what is only shown.
 */
async function noteRemainingAccess(
  { issuer, now }: Pick<Kit<unknown>, 'issuer' | 'now'>,
  { tenantLinks, userLinks, accessReports }: Pick<Records, 'tenantLinks' | 'userLinks' | 'accessReports'>,
  { n, auditId, subject, organizationId }: Extract<HubEvent, { type: 'member_epoch' }>,
): Promise<void> {
  const link = await tenantLinks.findHeldOfOrganization(issuer, organizationId)
  const member = link && { tenantId: link.tenantId, issuer, organizationId, subject }
  const userId = (member && (await userLinks.findOfMember(member)))?.userId ?? null
  const at = now()
  await accessReports.note({ issuer, n, auditId, subject, userId, tries: 0, nextTryAt: at, expiresAt: at + TELLING })
}

/**
 * The hub no longer has what came after the cursor (W-14). Epochs of members may have been raised unheard, so every
 * session through the hub and every open attempt to get one ends, in the commit that moves the cursor to the head, and so
 * do local sessions where a company wants them to; users whose rights stand sign in again without a question. That commit
 * also makes every active link due for a question by id. The questions come after it and beside the log
 * (`recheck-links.ts`): with 10,000 links they take minutes, and an end that the hub decides meanwhile must not wait for
 * them.
 *
 * @returns whether the cursor has moved
 */
async function passLostEvents<Tx>(kit: Kit<Tx>, position: number, head: number): Promise<boolean> {
  return kit.store.transaction(async (records, tx) => {
    if (!(await records.cursor.jump(kit.issuer, position, head))) return false
    const at = kit.now()
    await records.attempts.killSignIns(at)
    const sessionsEnded = await records.sessions.deleteOfIssuer(kit.issuer)
    const auditId = newAuditId()
    const localSessionsEnded = await endLocalSessionsOfLinked(kit, records, tx, auditId)
    const linksDue = await records.tenantLinks.forgetChecks()
    const details = { head, sessionsEnded, localSessionsEnded, linksDue }
    await records.audit.write({ auditId, at, action: 'events_lost', actor: 'product', details })
    return true
  })
}
