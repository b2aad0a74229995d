import type { Hub } from '../../hub.ts'
import type { AccountId, AuditId, DeploymentId } from '../../ids.ts'
import * as events from './events-store.ts'
import type { RemainingAccess } from './remaining-access.ts'

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
  await events.noteRemainingAccess(hub.db, said)
}
