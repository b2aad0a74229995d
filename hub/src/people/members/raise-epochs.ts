import type { Hub } from '../../hub.ts'
import type { AccountId, AuditId, OrganizationId } from '../../ids.ts'
import type { ActiveMember } from './member.ts'
import { endProductSessions } from '../../delivery/product-sessions/end-product-sessions.ts'
import { lockPlacesOf } from './lock-places.ts'
import * as members from './members-store.ts'

/**
 * Voids what clients were told about an account, in all of its organizations at once: their sessions of it end. In the
 * transaction of the caller.
 */
export async function raiseEpochsOf(
  hub: Pick<Hub, 'db' | 'now'>,
  account: AccountId,
  { auditId }: { readonly auditId: AuditId },
): Promise<void> {
  const raised = []
  for (const { id } of await lockPlacesOf(hub, account)) {
    const member = await members.raiseEpoch(hub.db, id)
    if (member !== null && member.status !== 'invited') raised.push(member)
  }
  await endProductSessions(hub, raised, { reason: 'sessions_ended', auditId })
}

/**
 * The right of everyone who works in an organization ends: see `endTerm`. In the transaction of the caller, who holds the lock of
 * `lockMembers` and tells the products.
 */
export async function endTermsOfActive(
  hub: Pick<Hub, 'db'>,
  organization: OrganizationId,
): Promise<readonly ActiveMember[]> {
  const raised = await members.raiseTermsOfActive(hub.db, organization)
  return raised.filter((member): member is ActiveMember => member.status === 'active')
}
