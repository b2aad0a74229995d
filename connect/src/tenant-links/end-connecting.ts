import type { Doer } from '../doer.ts'
import { newAuditId } from '../ids.ts'
import type { Kit } from '../kit.ts'
import type { Records } from '../records/store.ts'
import { endByProduct } from './end-link.ts'

/**
 * The invitation of a tenant was withdrawn, or the user who began its link is no admin any more, or recovers their login.
 * What was begun by a right ends with the right, also for "Connect and link me", so that nothing that is given back later
 * revives it. The hub may be active already, and is owed the end (CANCEL_OWES_END). Where the link becomes active first,
 * this waits for that commit, and the link stays. Runs in the host's own transaction.
 */
export async function endConnecting(
  kit: Pick<Kit<unknown>, 'now'>,
  records: Records,
  of: { readonly tenantId: string } | { readonly userId: string },
  doer: Doer,
): Promise<void> {
  const { tenantLinks } = records
  const [link, reason] =
    'tenantId' in of
      ? [await tenantLinks.findHeldOfTenant(of.tenantId), 'invitation_withdrawn']
      : [await tenantLinks.findPendingOfAdmin(of.userId), doer.actor === `user:${of.userId}` ? 'cancelled' : 'let_go']
  if (link) await endByProduct(kit, records, link.id, { reason, doer, auditId: newAuditId() }, ['pending'])
}
