import { setTimeout as rest } from 'node:timers/promises'
import { SECOND } from '../clock.ts'
import type { Hub } from '../hub.ts'
import type { AuditId, DeploymentId } from '../ids.ts'
import * as events from './events-store.ts'

const LOOK_EVERY = SECOND / 20
const LOOKS = 20

/**
 * Waits, for a second at most, until the deployments whose logs have events of an act have applied them, so that what
 * is said to a person afterwards is true there. Who is away is not waited for; it reads its log when it is back.
 */
export async function awaitAcknowledgement(
  hub: Pick<Hub, 'db'>,
  { auditId, away }: { readonly auditId: AuditId; readonly away: readonly DeploymentId[] },
): Promise<void> {
  for (let look = 0; look < LOOKS; look++) {
    const unheard = await events.listUnacknowledged(hub.db, auditId)
    if (unheard.every((deployment) => away.includes(deployment))) return
    await rest(LOOK_EVERY)
  }
}
