import type { Doer } from '../doer.ts'
import { newAuditId } from '../ids.ts'
import type { Kit } from '../kit.ts'
import type { Records } from '../records/store.ts'
import { endByProduct } from './end-link.ts'

/** The invitation of a tenant was withdrawn. An active link stays. Runs in the host's own transaction. */
export async function endConnectingOfTenant(
  kit: Pick<Kit<unknown>, 'now'>,
  records: Records,
  tenantId: string,
  doer: Doer,
): Promise<void> {
  const link = await records.tenantLinks.findHeldOfTenant(tenantId)
  if (link) await endConnecting(kit, records, link, { reason: 'invitation_withdrawn', doer })
}

/** The user who began it is no admin any more, or recovers their login. As above, also for "Connect and link me". */
export async function endConnectingOfUser(
  kit: Pick<Kit<unknown>, 'now'>,
  records: Records,
  userId: string,
  doer: Doer,
): Promise<void> {
  const link = await records.tenantLinks.findPendingOfAdmin(userId)
  const reason = doer.actor === `user:${userId}` ? 'cancelled' : 'let_go'
  if (link) await endConnecting(kit, records, link, { reason, doer })
}

/**
 * What was begun by a right ends with the right, so that nothing that is given back later revives it. The hub may be
 * active already, and is owed the end (CANCEL_OWES_END). Where the link becomes active first, this waits for that commit.
 */
async function endConnecting(
  kit: Pick<Kit<unknown>, 'now'>,
  records: Records,
  { id }: { readonly id: string },
  cause: { readonly reason: string; readonly doer: Doer },
): Promise<void> {
  await endByProduct(kit, records, id, { ...cause, auditId: newAuditId() }, ['pending'])
}
