import { findRecipients } from '../../catalogue/clients/find-recipients.ts'
import type { Hub } from '../../hub.ts'
import type { AccountId, AuditId } from '../../ids.ts'
import { queueLogouts } from '../logout-deliveries/queue-logouts.ts'
import * as productSessions from './product-sessions-store.ts'

/**
 * Ends what a person has at one client outside the suite, through whatever organization and session, in the transaction of
 * the caller: the client gets a logout token for each, where it registered an address for them.
 */
export async function endAtClient(
  hub: Pick<Hub, 'db' | 'now'>,
  over: { readonly client: string; readonly account: AccountId },
  { auditId }: { readonly auditId: AuditId },
): Promise<void> {
  const ended = await productSessions.endOfAccountAt(hub.db, over, hub.now())
  const { byToken } = await findRecipients(hub, [over.client])
  if (byToken.has(over.client)) await queueLogouts(hub, ended, { auditId })
}
