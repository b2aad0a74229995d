import type { HostSession } from '../api/host.ts'
import { holdSession } from '../hold-session.ts'
import { newAuditId } from '../ids.ts'
import type { Kit } from '../kit.ts'
import type { Records } from '../records/store.ts'
import type { UserLink } from '../records/user-links.ts'
import { Refusal } from '../refusal.ts'

/**
 * Takes a person's own link away, with their sessions through the hub; the acting one becomes local (A20).
 *
 * @throws {Refusal} `user_not_linked`; `attempt_invalid` where the acting session has ended
 */
export async function unlinkUser<Tx>(
  kit: Kit<Tx>,
  acting: HostSession,
): Promise<{ readonly cookies: readonly string[] }> {
  const cookies = await kit.store.transaction(async (records, tx) => {
    await kit.users.find(tx, acting.userId)
    await holdSession(kit, tx, acting)
    const link = await records.userLinks.deleteOfUser(acting.userId)
    if (!link) throw new Refusal('user_not_linked')
    await settleRemoval(kit, records, link, newAuditId())
    const session = await kit.sessions.begin(tx, {
      tenantId: acting.tenantId,
      userId: acting.userId,
      productSessionId: null,
      replaces: acting.id,
    })
    await kit.sessions.endOthers?.(tx, acting.userId, session.id)
    return session.cookies
  })
  kit.wake()
  return { cookies }
}

/**
 * An employee was deactivated, deleted or made a contact: their link goes, which frees the member, and so do their
 * sessions through the hub (A26). Runs in the host's own transaction.
 */
export async function forgetUser(kit: Kit<unknown>, records: Records, userId: string): Promise<void> {
  const link = await records.userLinks.deleteOfUser(userId)
  if (link) await settleRemoval(kit, records, link, newAuditId())
  else await records.sessions.deleteOfUser(userId)
}

/** A member's request to be unlinked, with the epoch that the hub raised for it. */
interface UnlinkRequest {
  /** The tenant link under which the member asked. */
  readonly unlinkedFrom: string
  readonly organizationId: string
  readonly subject: string
  readonly epoch: number
  readonly auditId: string
}

/**
 * The person ended the link at the hub, which names the tenant link that they saw it under. The member's link in that
 * tenant goes, suspended or under a later tenant link, if its proof is older than the request (UNLINK_BY_EPOCH): the hub
 * raised the epoch with it, so that what was linked again since then stays, however late this is heard.
 */
export async function unlinkByHub<Tx>(
  kit: Pick<Kit<Tx>, 'issuer' | 'now' | 'users'>,
  records: Records,
  tx: Tx,
  { unlinkedFrom, organizationId, subject, epoch, auditId }: UnlinkRequest,
): Promise<void> {
  const tenantLink = await records.tenantLinks.find(unlinkedFrom)
  if (!tenantLink) return
  const member = { tenantId: tenantLink.tenantId, issuer: kit.issuer, organizationId, subject }
  const link = await records.userLinks.deleteBelowEpoch(member, epoch)
  if (!link) return
  await settleRemoval(kit, records, link, auditId)
  await kit.users.tellUnlinked?.(tx, link.userId)
}

/** What goes with a user link that was just deleted, in the same commit. */
async function settleRemoval(
  kit: Pick<Kit<unknown>, 'now'>,
  records: Records,
  link: UserLink,
  auditId: string,
): Promise<void> {
  const { userId } = link
  const at = kit.now()
  // After the link's own delete: a sign-in that was first has its session by now, a later one finds no link.
  const sessionsEnded = await records.sessions.deleteOfUser(userId)
  if (link.linkId) await records.reports.note(link.linkId, link.subject, 'unlinked', at)
  await records.audit.write({
    auditId,
    at,
    action: 'user_unlinked',
    tenantId: link.tenantId,
    userId,
    ...(link.linkId ? { linkId: link.linkId } : {}),
    details: { sessionsEnded },
  })
}
