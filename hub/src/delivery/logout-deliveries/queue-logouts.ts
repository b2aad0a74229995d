import type { Hub } from '../../hub.ts'
import { type AuditId, newId } from '../../ids.ts'
import type { EndedSession } from './logout-delivery.ts'
import * as deliveries from './logout-deliveries-store.ts'

/** Queues a logout for each of these sessions at clients, in the transaction that ends them: each about its own `sid`. */
export async function queueLogouts(
  hub: Pick<Hub, 'db' | 'now'>,
  sessions: readonly EndedSession[],
  { auditId }: { readonly auditId: AuditId },
): Promise<void> {
  const queued = sessions.map((session) => ({ ...session, id: newId('lgo'), auditId }))
  await deliveries.insert(hub.db, queued, hub.now())
}
