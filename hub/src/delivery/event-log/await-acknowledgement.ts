import { setTimeout as rest } from 'node:timers/promises'
import { SECOND } from '../../clock.ts'
import type { Hub } from '../../hub.ts'
import type { AuditId } from '../../ids.ts'
import * as events from './events-store.ts'

const LOOK_EVERY = SECOND / 20
const LOOKS = 20

/**
 * Waits, for a second at most, until the deployments whose logs have events of an act have applied them, so that what
 * is said to a person afterwards is true there. Who could not be told to is not waited for; it reads its log when it is
 * back.
 */
export async function awaitAcknowledgement(hub: Pick<Hub, 'db'>, auditId: AuditId): Promise<void> {
  for (let look = 0; look < LOOKS; look++) {
    if ((await events.listUnacknowledged(hub.db, auditId)).length === 0) return
    await rest(LOOK_EVERY)
  }
}
