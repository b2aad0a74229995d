import { inTransaction } from '@lanyard/storage'
import { findClient } from '../clients/find-client.ts'
import type { Hub } from '../hub.ts'
import type { AuditId } from '../ids.ts'
import { queueLogouts } from '../logout-deliveries/queue-logouts.ts'
import { announceSessionEnds } from '../tenant-links/announce-session-ends.ts'
import * as hubSessions from './hub-sessions-store.ts'
import * as productSessions from './product-sessions-store.ts'

/**
 * Decides that a session at the hub is over. In one commit, every client that got a sign-in of it is to hear so: the
 * suite's deployments by the logs that they pull, others by log-out tokens, and who registered no address for those by
 * nothing. From this commit on no client is added to the session. Deciding it twice changes nothing.
 *
 * What follows from it, the tombstone that stops the session itself and the messages, is done at once by whoever calls
 * `endSession`, and again by housekeeping where that one died (`finishEnds`, `deliverDueLogouts`). The other way
 * round, the tombstone first, a death in between would leave products that nobody tells.
 */
export async function endHubSession(
  hub: Pick<Hub, 'db' | 'now' | 'config'>,
  { session, auditId }: { readonly session: string; readonly auditId: AuditId },
): Promise<void> {
  await inTransaction(hub, async (hub) => {
    if (!(await hubSessions.end(hub.db, session, hub.now()))) return
    const ended = await productSessions.endOf(hub.db, session, hub.now())
    const recipients = await Promise.all(
      ended.map(async (each) => ({ ...each, recipient: await findClient(hub, each.client) })),
    )
    await announceSessionEnds(
      hub,
      recipients.flatMap(({ recipient, account, sid }) =>
        recipient?.kind === 'deployment' ? [{ deployment: recipient.deployment, account, sid }] : [],
      ),
      { auditId },
    )
    const others = recipients.filter(
      ({ recipient }) => recipient?.kind === 'registered' && recipient.metadata.backchannel_logout_uri !== undefined,
    )
    await queueLogouts(hub, others, { auditId })
  })
}

/** The session's tombstone is there. */
export async function finishEnd(hub: Pick<Hub, 'db' | 'now'>, session: string): Promise<void> {
  await hubSessions.markEntombed(hub.db, session, hub.now())
}
