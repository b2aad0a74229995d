import { type Doer, doneBy, THE_HUB } from '../doer.ts'
import type { Kit } from '../kit.ts'
import type { Records } from '../records/store.ts'
import type { EndedLink } from '../records/tenant-links.ts'

/** Why, and under which audit id a link ends. */
export interface Cause {
  readonly reason: string
  readonly auditId: string
}

/** Why a link ends, and who ended it. */
export interface EndCause extends Cause {
  readonly doer: Doer
}

/**
 * The hub said that a link has ended. Ends it here, pending or active (EVENT_ENDS_PENDING), by its id and no other of
 * the tenant (EVENT_BY_ID), with its sessions; user links are suspended.
 * To be called in a transaction; a link that has ended already is left as it is.
 *
 * @returns the link where this call ended it
 */
export async function endByHub(
  kit: Pick<Kit<unknown>, 'now'>,
  records: Records,
  linkId: string,
  cause: Cause,
): Promise<EndedLink | null> {
  const link = await records.tenantLinks.end(linkId, { at: kit.now(), by: 'hub', reason: cause.reason })
  if (link) await settleEnd(records, link, { ...cause, doer: THE_HUB })
  return link
}

/**
 * This product ends a link, without asking the hub, and owes it the news in the same commit (CANCEL_OWES_END,
 * OUTBOX_SAME_COMMIT). To be called in a transaction.
 *
 * @param from the states that the decision is about
 * @returns the link and how many sessions ended with it, or null where it was in none of these states
 */
export async function endByProduct(
  kit: Pick<Kit<unknown>, 'now'>,
  records: Records,
  linkId: string,
  cause: EndCause,
  from: readonly ('pending' | 'active')[] = ['pending', 'active'],
): Promise<{ readonly link: EndedLink; readonly sessionsEnded: number } | null> {
  const at = kit.now()
  const link = await records.tenantLinks.end(linkId, { at, by: 'product', reason: cause.reason }, from)
  if (!link) return null
  await oweEnd(records, at, { ...link, linkId: link.id, auditId: cause.auditId })
  return { link, sessionsEnded: await settleEnd(records, link, cause) }
}

/** Owes the hub an end, until it acknowledges it. */
export async function oweEnd(
  records: Records,
  at: number,
  end: {
    readonly linkId: string
    readonly tenantId: string
    readonly organizationName: string
    readonly auditId: string
  },
): Promise<void> {
  const { linkId, tenantId, organizationName, auditId } = end
  await records.owedEnds.owe({ linkId, tenantId, organizationName, auditId, owedAt: at, tries: 0, nextTryAt: at })
}

/** USERS_END_WITH_LINK, SESSION_NAMES_LINK: what holds under a link ends in the link's own commit. */
async function settleEnd(records: Records, link: EndedLink, { doer, auditId }: EndCause): Promise<number> {
  // After the link's update, in a statement of its own: it sees the user links of the commit that was first.
  const suspended = await records.userLinks.suspend(link.id)
  const sessionsEnded = await records.sessions.deleteOfLink(link.id)
  await records.reports.dropOfLink(link.id)
  const [, userId] = /^user:(.+)$/.exec(doer.actor) ?? []
  await records.audit.write({
    auditId,
    at: link.endedAt,
    action: 'tenant_link_ended',
    ...doneBy(doer, { organization: link.organizationName }),
    tenantId: link.tenantId,
    linkId: link.id,
    ...(userId === undefined ? {} : { userId }),
    details: { by: link.endedBy, reason: link.endedReason, suspended, sessionsEnded },
  })
  return sessionsEnded
}
