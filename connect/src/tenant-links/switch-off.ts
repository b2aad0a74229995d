import type { HostSession } from '../api/host.ts'
import type { SwitchOffPreview } from '../api/states.ts'
import { doerOf } from '../doer.ts'
import { holdSession } from '../hold-session.ts'
import { newAuditId } from '../ids.ts'
import type { Kit } from '../kit.ts'
import type { Records } from '../records/store.ts'
import { Refusal } from '../refusal.ts'
import { isEmployeeOf } from '../user-links/may-link.ts'
import { waitAtMost } from '../wait-at-most.ts'
import { deliverEnd } from './deliver.ts'
import { endByProduct } from './end-link.ts'

/** Milliseconds that switching off waits for the hub to hear of it, so that the next page can say that it did. */
const FIRST_TELLING = 1000

/** What switching off touches, counted before it is done (A19). */
export async function previewSwitchOff(kit: Kit<unknown>, tenantId: string): Promise<SwitchOffPreview> {
  const { userLinks, sessions } = kit.store.records
  const linked = (await userLinks.ofTenant(tenantId)).filter((link) => link.state === 'active')
  return { linkedUserIds: linked.map((link) => link.userId), sessions: await sessions.countOfTenant(tenantId) }
}

/**
 * Ends the tenant's link here and now, with the hub or without it (A19).
 *
 * @throws {Refusal} `not_an_admin`, `tenant_not_linked`; `attempt_invalid` where the acting session has ended
 */
export async function switchOff<Tx>(
  kit: Kit<Tx>,
  acting: HostSession,
  alongside?: (tx: Tx, userIds: readonly string[]) => Promise<void>,
): Promise<{ readonly cookies: readonly string[]; readonly sessionsEnded: number }> {
  const auditId = newAuditId()
  const done = await kit.store.transaction(async (records, tx) => {
    const doer = doerOf(await getAdmin(kit, tx, acting))
    const link = await records.tenantLinks.findHeldOfTenant(acting.tenantId)
    const cause = { reason: 'switched_off', auditId, doer }
    const ended = link && (await endByProduct(kit, records, link.id, cause))
    if (!ended) throw new Refusal('tenant_not_linked')
    // What is suspended now was linked until this commit, where the link was active.
    const suspended = link.state === 'active' ? await records.userLinks.ofTenant(acting.tenantId) : []
    const userIds = suspended.map((userLink) => userLink.userId)
    await alongside?.(tx, userIds)
    return { cookies: await makeLocal(kit, records, tx, acting), sessionsEnded: ended.sessionsEnded }
  })
  await waitAtMost(FIRST_TELLING, tell(kit, acting.tenantId))
  kit.wake()
  return done
}

async function tell(kit: Kit<unknown>, tenantId: string): Promise<void> {
  for (const end of await kit.store.records.owedEnds.ofTenant(tenantId)) await deliverEnd(kit, end)
}

/** @throws {Refusal} `not_an_admin`; `attempt_invalid` where the session has ended */
export async function getAdmin<Tx>(kit: Kit<Tx>, tx: Tx, { id, tenantId, userId }: HostSession) {
  const user = await kit.users.find(tx, userId)
  if (!isEmployeeOf(user, tenantId) || !user.admin) throw new Refusal('not_an_admin')
  await holdSession(kit, tx, { id })
  return user
}

/** The acting person stays logged in, without the hub and under a new id. */
async function makeLocal<Tx>(
  kit: Kit<Tx>,
  records: Records,
  tx: Tx,
  { id, tenantId, userId, productSessionId }: HostSession,
): Promise<readonly string[]> {
  if (productSessionId) await records.sessions.delete(productSessionId)
  const session = await kit.sessions.begin(tx, { tenantId, userId, productSessionId: null, replaces: id })
  return session.cookies
}
