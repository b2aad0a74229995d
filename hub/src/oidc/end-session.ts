import { inTransaction } from '@lanyard/storage'
import type Provider from 'oidc-provider'
import type { ClientAuthorizationState } from 'oidc-provider'
import type { Hub } from '../hub.ts'
import { type AuditId, isAccountId, newId } from '../ids.ts'
import { deliverLogoutsOf } from '../delivery/logout-deliveries/deliver-logouts.ts'
import { endHubSession, finishEnd } from '../delivery/product-sessions/end-hub-session.ts'
import { logOut } from '../people/sessions/log-out.ts'
import { awaitAcknowledgement } from '../delivery/event-log/await-acknowledgement.ts'
import { sendHints } from '../delivery/event-log/send-hints.ts'
import { sendLogoutToken } from './send-logout-token.ts'

type Ending = Pick<Hub, 'db' | 'short' | 'now' | 'log' | 'config'>

/**
 * Ends a session of the hub for good: cookies, codes and tokens that came of it open nothing any more, a sign-in in
 * flight does not bring it back, and every client that got a sign-in of it is told, now or as soon as it can be reached:
 * those that can be reached have confirmed before this returns, if they do so within a moment.
 * Ending it twice changes nothing.
 *
 * @param auditId of the act that ends it, where there is one
 */
export async function endSession(
  hub: Ending,
  provider: Provider,
  uid: string,
  auditId: AuditId = newId('aud'),
): Promise<void> {
  // The ledger first: see `endHubSession`.
  await endHubSession(hub, { session: uid, auditId })
  await endWithTombstone(hub, uid)
  await notifyClients(hub, provider, auditId)
}

/**
 * Tells clients at once what an act has put into their logs and queues, and waits a moment for who can be reached. What
 * does not arrive is delivered by housekeeping, or pulled.
 */
export async function notifyClients(
  hub: Pick<Hub, 'db' | 'now' | 'log' | 'config'>,
  provider: Provider,
  auditId: AuditId,
): Promise<void> {
  await Promise.all([hintAndWait(hub, auditId), deliverLogoutsOf(hub, sendLogoutToken(provider), auditId)])
}

async function hintAndWait(hub: Pick<Hub, 'db' | 'now' | 'log' | 'config'>, auditId: AuditId): Promise<void> {
  await sendHints(hub)
  await awaitAcknowledgement(hub, auditId)
}

/** Makes the provider's own way of ending a session (RP-initiated logout) end it for everyone, like {@link endSession}. */
export function endSessionsForEveryone(hub: Ending, provider: Provider): void {
  const { prototype } = provider.Session
  const destroy: (this: object) => Promise<void> = Reflect.get(prototype, 'destroy')
  prototype.destroy = async function (this: typeof prototype) {
    const { uid, accountId } = this
    const isSomebody = accountId !== undefined && isAccountId(accountId)
    const auditId = isSomebody ? await logOut(hub, { session: uid, account: accountId }) : newId('aud')
    await endSession(hub, provider, uid, auditId)
    await destroy.call(this)
  }
}

async function endWithTombstone(hub: Pick<Hub, 'db' | 'short' | 'now' | 'config'>, uid: string): Promise<void> {
  await leaveTombstone(hub, uid)
  await finishEnd(hub, uid)
}

/** Also of a session that has not opened yet: one that a "Connect only" names opens when the browser is back (A13). */
async function leaveTombstone(
  { short, now, config }: Pick<Hub, 'short' | 'now' | 'config'>,
  uid: string,
): Promise<void> {
  const at = now()
  const tombstone = { ended_at: at, id_hash: null, payload: '{}' }
  await inTransaction({ db: short }, async ({ db }) => {
    const ended = await db
      .insertInto('sessions')
      .values({
        uid,
        ...tombstone,
        account: null,
        logged_in_at: 0,
        used_at: at,
        longest_pause: 0,
        // No login that is under way now comes back later.
        expires_at: at + config.lifetimes.interaction,
      })
      .onConflict((conflict) => conflict.column('uid').doUpdateSet(tombstone).where('sessions.ended_at', 'is', null))
      .returning('uid')
      .executeTakeFirst()
    if (ended === undefined) return
    const rows = await db.deleteFrom('session_clients').where('session', '=', uid).returning('payload').execute()
    const grants = rows.flatMap(({ payload }) => (JSON.parse(payload) as ClientAuthorizationState).grantId ?? [])
    if (grants.length > 0) await db.deleteFrom('artifacts').where('grant_id', 'in', grants).execute()
    // A client that was entered for another organization later names the later grant alone.
    await db.deleteFrom('artifacts').where('session_uid', '=', uid).execute()
  })
}
