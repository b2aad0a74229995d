import type { Hub } from '../../hub.ts'
import type { AccountId, AuditId, DeploymentId } from '../../ids.ts'
import { type RemainingAccess, writeRemainingAccess } from './remaining-access.ts'

/**
 * A product says what still opens it to the member whom an event of its log is about. The first word on an event counts.
 * What names no such event is passed over, because events are pruned, and a restored log numbers other ones: deployment,
 * number, act and member all have to be the event's.
 */
export async function noteRemainingAccess(
  hub: Pick<Hub, 'db'>,
  said: {
    readonly deployment: DeploymentId
    readonly n: number
    readonly auditId: AuditId
    readonly sub: AccountId
    readonly remaining: RemainingAccess
  },
): Promise<void> {
  await hub.db
    .updateTable('hub_events')
    .set({ remaining_access: writeRemainingAccess(said.remaining) })
    .where('deployment', '=', said.deployment)
    .where('n', '=', said.n)
    .where('type', '=', 'member_epoch')
    .where('audit_id', '=', said.auditId)
    .where('account', '=', said.sub)
    .where('remaining_access', 'is', null)
    .execute()
}
