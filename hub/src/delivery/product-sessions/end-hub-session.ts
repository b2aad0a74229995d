import { inTransaction } from '@lanyard/storage'
import { findRecipients } from '../../catalogue/clients/find-recipients.ts'
import type { Hub } from '../../hub.ts'
import type { AuditId } from '../../ids.ts'
import { queueLogouts } from '../logout-deliveries/queue-logouts.ts'
import { announce } from '../event-log/announce.ts'
import * as hubSessions from './hub-sessions-store.ts'
import * as productSessions from './product-sessions-store.ts'

/**
 * Decides that a session at the hub is over. In one commit, every client that got a sign-in of it is to hear so: the
 * suite's deployments by the logs that they pull (SESSION_ENDED), others by logout tokens, and who registered no address
 * for those by nothing. From this commit on no client is added to the session. Deciding it twice changes nothing.
 *
 * What follows from it, the tombstone that stops the session itself and the messages, is done at once by the caller
 * `endSession`, and again by housekeeping where that one died (`finishEnds`, `deliverDueLogouts`). The other way
 * round, the tombstone first, a death in between would leave products that no one tells.
 *
 * @returns false where it was over before
 */
export async function endHubSession(
  hub: Pick<Hub, 'db' | 'now'>,
  { session, auditId }: { readonly session: string; readonly auditId: AuditId },
): Promise<boolean> {
  return inTransaction(hub, async (hub) => {
    if (!(await hubSessions.end(hub.db, session, hub.now()))) return false
    const ended = await productSessions.endOf(hub.db, session, hub.now())
    const { deployments, byToken } = await findRecipients(
      hub,
      ended.map(({ client }) => client),
    )
    const announcements = ended.flatMap(({ client, account, organization, sid }) => {
      const deployment = deployments.get(client)
      const content = { type: 'session_ended', sub: account, sid } as const
      return deployment === undefined ? [] : [{ deployment, organization, content }]
    })
    await announce(hub, announcements, { auditId })
    await queueLogouts(
      hub,
      ended.filter(({ client }) => byToken.has(client)),
      { auditId },
    )
    return true
  })
}

/** The session's tombstone is there. */
export async function finishEnd(hub: Pick<Hub, 'db' | 'now'>, session: string): Promise<void> {
  await hubSessions.markTombstone(hub.db, session, hub.now())
}
