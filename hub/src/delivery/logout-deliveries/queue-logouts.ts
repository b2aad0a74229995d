import type { Hub } from '../../hub.ts'
import { type AuditId, newId } from '../../ids.ts'
import type { ProductSession } from '../product-sessions/product-session.ts'
import * as deliveries from './logout-deliveries-store.ts'

/** Queues a logout for each of these sessions at clients, in the transaction that ends them: each about its own `sid`. */
export async function queueLogouts(
  hub: Pick<Hub, 'db' | 'now'>,
  sessions: readonly ProductSession[],
  { auditId }: { readonly auditId: AuditId },
): Promise<void> {
  const queued = sessions.map((session) => ({ ...session, id: newId('lgo'), auditId }))
  await deliveries.insert(hub.db, queued, hub.now())
}
