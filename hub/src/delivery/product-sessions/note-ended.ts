import type { Hub } from '../../hub.ts'
import type { AccountId, DeploymentId, OrganizationId } from '../../ids.ts'
import * as productSessions from './product-sessions-store.ts'

/**
 * A deployment ends, or has ended, its sessions of one person, or of a whole organization, because a link is over: the
 * ledger has none any more. In the transaction that ends the link and tells the deployment, or records what it reported.
 */
export async function noteEnded(
  hub: Pick<Hub, 'db' | 'now'>,
  over: { readonly deployment: DeploymentId; readonly organization: OrganizationId; readonly account?: AccountId },
): Promise<void> {
  const { deployment: client, ...rest } = over
  await productSessions.endAt(hub.db, { client, ...rest }, hub.now())
}
