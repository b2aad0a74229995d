import { inTransaction } from '@lanyard/storage'
import type Provider from 'oidc-provider'
import type { ClientAuthorizationState } from 'oidc-provider'
import type { Hub } from '../hub.ts'
import { type AuditId, newId } from '../ids.ts'
import { deliverLogoutsOf } from '../logout-deliveries/deliver-logouts.ts'
import { endHubSession, finishEnd } from '../product-sessions/end-hub-session.ts'
import { awaitAcknowledgement } from '../tenant-links/await-acknowledgement.ts'
import { sendHints } from '../tenant-links/send-hints.ts'
import { tellClient } from './tell-client.ts'

/**
 * Ends a session of the hub for good: cookies, codes and tokens that came of it open nothing any more, a sign-in in
 * flight does not bring it back, and every client that got a sign-in of it is told, now or as soon as it can be reached:
 * those that can be reached have confirmed before this returns, if they do so within a moment.
 * Ending it twice changes nothing.
 *
 * @param auditId of the act that ends it, where there is one
 */
export async function endSession(
  hub: Pick<Hub, 'db' | 'short' | 'now' | 'log' | 'config'>,
  provider: Provider,
  uid: string,
  auditId: AuditId = newId('aud'),
): Promise<void> {
  await decideEnd(hub, uid, auditId)
  await Promise.all([hintAndWait(hub, auditId), deliverLogoutsOf(hub, tellClient(provider), uid)])
}

async function hintAndWait(hub: Pick<Hub, 'db' | 'log' | 'config'>, auditId: AuditId): Promise<void> {
  const away = await sendHints(hub)
  await awaitAcknowledgement(hub, { auditId, away })
}

/** Makes the provider's own way of ending a session (RP-initiated log-out) end it for everybody; housekeeping tells them. */
export function entombSessions(hub: Pick<Hub, 'db' | 'short' | 'now' | 'config'>, provider: Provider): void {
  const { prototype } = provider.Session
  const destroy: (this: object) => Promise<void> = Reflect.get(prototype, 'destroy')
  prototype.destroy = async function (this: typeof prototype) {
    await decideEnd(hub, this.uid, newId('aud'))
    await destroy.call(this)
  }
}

/** The ledger first: see {@link endHubSession}. */
async function decideEnd(
  hub: Pick<Hub, 'db' | 'short' | 'now' | 'config'>,
  uid: string,
  auditId: AuditId,
): Promise<void> {
  await endHubSession(hub, { session: uid, auditId })
  await entomb(hub, uid)
  await finishEnd(hub, uid)
}

async function entomb(hub: Pick<Hub, 'short' | 'now'>, uid: string): Promise<void> {
  await inTransaction({ db: hub.short }, async ({ db }) => {
    const { numUpdatedRows } = await db
      .updateTable('sessions')
      .set({ ended_at: hub.now(), id_hash: null, payload: '{}' })
      .where('uid', '=', uid)
      .where('ended_at', 'is', null)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) return
    const rows = await db.deleteFrom('session_clients').where('session', '=', uid).returning('payload').execute()
    const grants = rows.flatMap(({ payload }) => (JSON.parse(payload) as ClientAuthorizationState).grantId ?? [])
    if (grants.length > 0) await db.deleteFrom('artifacts').where('grant_id', 'in', grants).execute()
  })
}
