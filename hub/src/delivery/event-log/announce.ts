import type { Hub } from '../../hub.ts'
import type { AuditId, DeploymentId } from '../../ids.ts'
import * as events from './events-store.ts'

/** What a deployment has to hear. */
export interface Announcement extends events.Entry {
  readonly deployment: DeploymentId
}

/**
 * HUB_EVENT_SAME_COMMIT: puts announcements into the logs of their deployments, in the commit of the act that they come
 * of. Call it once in a transaction: feeds are locked in the order of their ids, so that two who do so at once never wait
 * for each other.
 */
export async function announce(
  hub: Pick<Hub, 'db' | 'now'>,
  announcements: readonly Announcement[],
  { auditId }: { readonly auditId: AuditId },
): Promise<void> {
  const at = hub.now()
  const logs = Map.groupBy(announcements, ({ deployment }) => deployment)
  for (const deployment of [...logs.keys()].sort()) {
    await events.append(hub.db, deployment, logs.get(deployment) ?? [], { at, auditId })
  }
}
