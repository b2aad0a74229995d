import type { HostSession } from '../api.ts'
import { newAuditId } from '../ids.ts'
import type { Kit } from '../kit.ts'
import { Refusal } from '../refusal.ts'
import type { Records } from '../store.ts'

/**
 * Takes a person's own link away, with their sessions through the hub; the acting one becomes local (A20).
 *
 * @throws {Refusal} `user_not_linked`
 */
export async function unlinkUser<Tx>(
  kit: Kit<Tx>,
  acting: HostSession,
): Promise<{ readonly cookies: readonly string[] }> {
  const cookies = await kit.store.transaction(async (records, tx) => {
    if (!(await removeLink(kit, records, acting.userId))) throw new Refusal('user_not_linked')
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
  const removed = await removeLink(kit, records, userId)
  if (!removed) await records.sessions.deleteOfUser(userId)
}

/** @returns whether there was a link, suspended ones included */
async function removeLink(kit: Pick<Kit<unknown>, 'now'>, records: Records, userId: string): Promise<boolean> {
  const link = await records.userLinks.deleteOfUser(userId)
  if (!link) return false
  const at = kit.now()
  // After the link's own delete: a sign-in that was first has its session by now, a later one finds no link.
  const sessionsEnded = await records.sessions.deleteOfUser(userId)
  if (link.linkId) await records.reports.note(link.linkId, link.subject, 'unlinked', at)
  await records.audit.write({
    auditId: newAuditId(),
    at,
    action: 'user_unlinked',
    tenantId: link.tenantId,
    userId,
    ...(link.linkId ? { linkId: link.linkId } : {}),
    details: { sessionsEnded },
  })
  return true
}
