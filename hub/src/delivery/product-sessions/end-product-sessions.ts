import type { Hub } from '../../hub.ts'
import { findRecipients } from '../../catalogue/clients/find-recipients.ts'
import type { AuditId } from '../../ids.ts'
import { queueLogouts } from '../logout-deliveries/queue-logouts.ts'
import { announceEpochs } from '../event-log/announce-epoch.ts'
import type { EpochReason, RaisedMember } from '../event-log/events.ts'
import * as productSessions from './product-sessions-store.ts'

/**
 * Ends what began at clients by members whose epoch was just raised, in the commit that raised it: whatever of their rights
 * has ended, it ends this way. The suite's deployments hear the epoch by the logs that they pull; other clients get a
 * logout token for each session that the ledger has of the members in these organizations.
 *
 * A sign-in that is under way meanwhile becomes nothing: a deployment knows its epoch for an old one, and
 * `recordProductSession` refuses it to the others. The session at the hub is another matter: it may serve other
 * organizations. The caller holds the locks of `lockMembers`.
 */
export async function endProductSessions(
  hub: Pick<Hub, 'db' | 'now'>,
  members: readonly RaisedMember[],
  { reason, auditId }: { readonly reason: EpochReason; readonly auditId: AuditId },
): Promise<void> {
  await endAtOtherClients(hub, members, { auditId })
  await announceEpochs(hub, members, { reason, auditId })
}

/** The part of {@link endProductSessions} for who tells the deployments something of its own. */
export async function endAtOtherClients(
  hub: Pick<Hub, 'db' | 'now'>,
  members: readonly RaisedMember[],
  { auditId }: { readonly auditId: AuditId },
): Promise<void> {
  const ended = await productSessions.endOfMembers(hub.db, members, hub.now())
  const { byToken } = await findRecipients(
    hub,
    ended.map(({ client }) => client),
  )
  await queueLogouts(
    hub,
    ended.filter(({ client }) => byToken.has(client)),
    { auditId },
  )
}
