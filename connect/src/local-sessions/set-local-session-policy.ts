import type { LocalSessionPolicy } from '../api/states.ts'
import { newAuditId } from '../ids.ts'
import type { Kit } from '../kit.ts'

/** @throws {TypeError} for `end`, where the host gave no `sessions.endLocal` with which to keep that promise */
export async function setLocalSessionPolicy(
  { store, sessions, now }: Pick<Kit<unknown>, 'store' | 'sessions' | 'now'>,
  tenantId: string,
  policy: LocalSessionPolicy,
): Promise<void> {
  if (policy === 'end' && !sessions.endLocal) throw new TypeError('The host gave no sessions.endLocal.')
  await store.transaction(async ({ localSessionEnds, audit }) => {
    const at = now()
    if (policy === 'end') await localSessionEnds.want(tenantId, at)
    else await localSessionEnds.delete(tenantId)
    await audit.write({
      auditId: newAuditId(),
      at,
      action: 'local_session_policy_set',
      tenantId,
      details: { policy },
    })
  })
}
