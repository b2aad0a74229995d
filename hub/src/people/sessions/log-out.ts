import { inTransaction } from '@lanyard/storage'
import { recordAct } from '../../records/audit/record-act.ts'
import type { Hub } from '../../hub.ts'
import { type AccountId, type AuditId, newId } from '../../ids.ts'
import { endHubSession } from '../../delivery/product-sessions/end-hub-session.ts'
import { handleOf } from './list-sessions.ts'

/**
 * A person logs out in the browser that has the session, at the hub or from a product: the act and the end are one commit.
 * Doing it twice changes nothing. `endSession` does the rest.
 *
 * @returns the act, by which products are told
 */
export async function logOut(
  hub: Pick<Hub, 'db' | 'now'>,
  { session, account }: { readonly session: string; readonly account: AccountId },
): Promise<AuditId> {
  const auditId = newId('aud')
  await inTransaction(hub, async (hub) => {
    if (!(await endHubSession(hub, { session, auditId }))) return
    const actor = `account:${account}` as const
    await recordAct(hub, { auditId, organization: null, actor, action: 'session.log_out', subject: handleOf(session) })
  })
  return auditId
}
