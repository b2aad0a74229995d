import type { HostActor } from '../api/host.ts'
import type { LocalSessionPolicy } from '../api/states.ts'
import { doneBy, findDoer } from '../doer.ts'
import { newAuditId } from '../ids.ts'
import type { Kit } from '../kit.ts'

/** @throws {TypeError} for `end`, where the host gave no `sessions.endLocal` with which to keep that promise */
export async function setLocalSessionPolicy<Tx>(
  { store, users, sessions, now }: Pick<Kit<Tx>, 'store' | 'users' | 'sessions' | 'now'>,
  tenantId: string,
  policy: LocalSessionPolicy,
  by?: HostActor,
  alongside?: (tx: Tx) => Promise<void>,
): Promise<void> {
  if (policy === 'end' && !sessions.endLocal) throw new TypeError('The host gave no sessions.endLocal.')
  await store.transaction(async ({ localSessionEnds, audit }, tx) => {
    await alongside?.(tx)
    const at = now()
    if (policy === 'end') await localSessionEnds.want(tenantId, at)
    else await localSessionEnds.delete(tenantId)
    await audit.write({
      auditId: newAuditId(),
      at,
      action: 'local_session_policy_set',
      ...doneBy(await findDoer({ users }, tx, by)),
      tenantId,
      details: { policy },
    })
  })
}
