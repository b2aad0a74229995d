import type { HostSession } from '../api/host.ts'
import { type Doer, doerOf, doneBy, findSubject, THE_HUB } from '../doer.ts'
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
  alongside?: (tx: Tx) => Promise<void>,
): Promise<{ readonly cookies: readonly string[] }> {
  const cookies = await kit.store.transaction(async (records, tx) => {
    const user = await kit.users.find(tx, acting.userId)
    await holdSession(kit, tx, acting)
    const link = await records.userLinks.deleteOfUser(acting.userId)
    if (!link) throw new Refusal('user_not_linked')
    const doer = user ? doerOf(user) : { actor: `user:${acting.userId}` as const }
    await settleRemoval(kit, records, link, { doer, auditId: newAuditId() })
    await alongside?.(tx)
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

/** A member's request to be unlinked, with the epoch that the hub raised for it. */
interface UnlinkRequest {
  /** The tenant link under which the member asked. */
  readonly unlinkedFrom: string
  readonly organizationId: string
  readonly subject: string
  readonly epoch: number
  readonly auditId: string
  /** They were removed from the organization. */
  readonly isRemoval?: boolean
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
  { unlinkedFrom, organizationId, subject, epoch, auditId, isRemoval = false }: UnlinkRequest,
): Promise<void> {
  const tenantLink = await records.tenantLinks.find(unlinkedFrom)
  if (!tenantLink) return
  const member = { tenantId: tenantLink.tenantId, issuer: kit.issuer, organizationId, subject }
  const link = await records.userLinks.deleteBelowEpoch(member, epoch)
  if (!link) return
  // The hub does not say who asked: the person, a master, or the operator.
  const reason = isRemoval ? 'removed_at_hub' : 'unlinked_at_hub'
  const fullName = await findSubject(kit, tx, link.userId)
  await settleRemoval(kit, records, link, { doer: THE_HUB, fullName, reason, auditId })
  await kit.users.tellUnlinked?.(tx, link.userId)
}

interface Removal {
  readonly doer: Doer
  /** What the audit calls the user, where that is at hand. */
  readonly fullName?: string | undefined
  /** Absent where the user does it. */
  readonly reason?: 'let_go' | 'removed_at_hub' | 'unlinked_at_hub'
  readonly auditId: string
}

/** What goes with a user link that was just deleted, in the same commit. */
export async function settleRemoval(
  kit: Pick<Kit<unknown>, 'now'>,
  records: Records,
  link: UserLink,
  { doer, fullName, reason, auditId }: Removal,
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
    ...doneBy(doer, { subject: fullName, account: link.accountName, organization: link.organizationName }),
    tenantId: link.tenantId,
    userId,
    ...(link.linkId ? { linkId: link.linkId } : {}),
    details: { sessionsEnded, ...(reason === undefined ? {} : { reason }) },
  })
}
