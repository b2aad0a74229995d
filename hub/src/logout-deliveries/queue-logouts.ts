import type { Hub } from '../hub.ts'
import { type AccountId, type AuditId, newId } from '../ids.ts'
import * as deliveries from './logout-deliveries-store.ts'

interface Recipient {
  readonly client: string
  readonly sid: string
  readonly hubSession: string
  readonly account: AccountId
}

/** Queues a log-out for each of these clients, in the transaction that ends their session: each about its own `sid`. */
export async function queueLogouts(
  hub: Pick<Hub, 'db' | 'now'>,
  recipients: readonly Recipient[],
  { auditId }: { readonly auditId: AuditId },
): Promise<void> {
  for (const { client, sid, hubSession, account } of recipients) {
    const about = { client, sid, hub_session: hubSession, account, audit_id: auditId }
    await deliveries.insert(hub.db, { id: newId('lgo'), ...about }, hub.now())
  }
}
