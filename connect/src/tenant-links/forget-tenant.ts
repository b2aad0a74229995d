import { type Doer, doneBy, THE_PRODUCT } from '../doer.ts'
import { newAuditId } from '../ids.ts'
import type { Kit } from '../kit.ts'
import type { Records } from '../records/store.ts'
import { endByProduct } from './end-link.ts'

/**
 * A tenant is deleted (T43): its link ends with the end owed to the hub, and nothing of it can come back. Runs in the
 * host's own transaction.
 */
export async function forgetTenant(
  kit: Pick<Kit<unknown>, 'now'>,
  records: Records,
  tenantId: string,
  doer: Doer,
): Promise<void> {
  await records.attempts.killOfTenant(tenantId, kit.now())
  const link = await records.tenantLinks.findHeldOfTenant(tenantId)
  if (link) await endByProduct(kit, records, link.id, { reason: 'tenant_deleted', doer, auditId: newAuditId() })
  await records.userLinks.deleteOfTenant(tenantId)
  await records.sessions.deleteOfTenant(tenantId)
  await records.policies.delete(tenantId)
  await records.localSessionEnds.delete(tenantId)
}

/** FEATURE_ENDS_SESSIONS: the feature was taken away; sessions through the hub end in the host's own commit (A3). */
export async function endTenantSessions(
  kit: Pick<Kit<unknown>, 'now'>,
  records: Records,
  tenantId: string,
  doer: Doer = THE_PRODUCT,
): Promise<number> {
  const sessionsEnded = await records.sessions.deleteOfTenant(tenantId)
  await records.audit.write({
    auditId: newAuditId(),
    at: kit.now(),
    action: 'sessions_ended',
    ...doneBy(doer),
    tenantId,
    details: { sessionsEnded, reason: 'invitation_withdrawn' },
  })
  return sessionsEnded
}
