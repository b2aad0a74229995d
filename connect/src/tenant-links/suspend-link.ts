import { doneBy, THE_PRODUCT } from '../doer.ts'
import { newAuditId } from '../ids.ts'
import type { Kit } from '../kit.ts'
import type { Records } from '../records/store.ts'
import type { ActiveLink } from '../records/tenant-links.ts'

/**
 * UNKNOWN_SUSPENDS: the hub does not know an active link, because it was restored from a backup, say, or answers from
 * another database. The link keeps its place and its user links, and opens nothing until the hub knows it again; its
 * sessions end in the same commit (SUSPENSION_ENDS_SESSIONS). Asking once more is right whenever it is suspended already.
 */
export async function suspendLink<Tx>(kit: Kit<Tx>, asked: Pick<ActiveLink, 'id' | 'checkedAt'>): Promise<void> {
  const link = await kit.store.transaction((records) => suspendIn(kit, records, asked.id))
  if (link) logSuspended(kit, link)
  else await kit.store.records.tenantLinks.noteChecked(asked, kit.now(), null)
}

/** The same in the caller's transaction. @returns the link where this call suspended it, to be logged after the commit */
export async function suspendIn(
  kit: Pick<Kit<unknown>, 'now'>,
  { tenantLinks, sessions, audit }: Records,
  linkId: string,
): Promise<ActiveLink | null> {
  const at = kit.now()
  const link = await tenantLinks.suspend(linkId, at)
  if (!link) return null
  // After the link's update, in a statement of its own: it sees the sessions of the sign-ins that came first.
  const sessionsEnded = await sessions.deleteOfLink(linkId)
  const details = { reason: 'unknown', sessionsEnded }
  await audit.write({ ...entryOf(link, at), action: 'tenant_link_suspended', details })
  return link
}

export function logSuspended({ log }: Pick<Kit<unknown>, 'log'>, link: ActiveLink): void {
  log({ level: 'warn', event: 'link_suspended', code: 'link_suspended', ...namesOf(link) })
}

/**
 * ACTIVE_LIFTS_SUSPENSION: the hub knows the link again. Its people log in once more: a sign-in that began before, and
 * whose answer names this link, opens nothing. @returns the link where this call did it
 */
export async function resumeLink<Tx>(kit: Kit<Tx>, { id }: Pick<ActiveLink, 'id'>): Promise<ActiveLink | null> {
  const link = await kit.store.transaction(async ({ tenantLinks, attempts, audit }) => {
    const at = kit.now()
    const resumed = await tenantLinks.resume(id, at)
    if (!resumed) return null
    await attempts.killSignIns(at)
    await audit.write({ ...entryOf(resumed, at), action: 'tenant_link_resumed' })
    return resumed
  })
  if (link) kit.log({ level: 'info', event: 'link_resumed', ...namesOf(link) })
  return link
}

function entryOf({ id: linkId, tenantId, organizationName: organization }: ActiveLink, at: number) {
  return { auditId: newAuditId(), at, ...doneBy(THE_PRODUCT, { organization }), tenantId, linkId }
}

const namesOf = ({ id: linkId, tenantId, organizationId }: ActiveLink) => ({ linkId, tenantId, organizationId })
