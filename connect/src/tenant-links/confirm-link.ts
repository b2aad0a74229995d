import { THE_PRODUCT } from '../doer.ts'
import type { LinkAnswer } from '../hub/api-answers.ts'
import type { Kit } from '../kit.ts'
import type { ActiveLink, ModuleUrl, PendingLink } from '../records/tenant-links.ts'
import { hearUnlinked } from '../user-links/hear-epoch.ts'
import { activateLink } from './activate-link.ts'
import { endByHub, endByProduct } from './end-link.ts'
import { resumeLink, suspendLink } from './suspend-link.ts'

/**
 * Asks the hub to make a pending link active, and does what it says. Repeating this is always right; nothing else
 * ever follows from a link's being pending (RECONCILER_REPEATS_CONFIRM).
 *
 * @returns what the hub said; `silent` when it said nothing
 */
export async function confirmLink<Tx>(
  kit: Kit<Tx>,
  link: Pick<PendingLink, 'id' | 'auditId' | 'organizationId' | 'adminUserId'>,
): Promise<'active' | 'ended' | 'silent'> {
  const answer = await kit.hub.confirm(link.id, link.auditId)
  if (answer !== null && isUnknown(answer)) {
    // UNKNOWN_OWES_END: it may be active at the hub after all, and come back there.
    const cause = { reason: answer.reason, auditId: link.auditId, doer: THE_PRODUCT }
    await kit.store.transaction((records) => endByProduct(kit, records, link.id, cause, ['pending']))
    return 'ended'
  }
  if (answer?.state === 'ended') {
    await endAsTold(kit, link, answer)
    return 'ended'
  }
  // An answer about another organization is about another link, whatever its id.
  if (answer?.state !== 'active' || answer.organizationId !== link.organizationId) return 'silent'
  await activateLink(kit, link, { moduleUrl: moduleUrlOf(kit, answer), unlinked: answer.unlinked })
  return 'active'
}

/**
 * Asks the hub how an active link stands (RECHECK_BY_ID). "Ended" ends it here, "unknown" suspends it, "active" lifts
 * that and is noted with where the hub's launcher leads, and with what its members asked for meanwhile whose events were
 * lost; anything else changes nothing. Read the link before calling this.
 */
export async function recheckLink<Tx>(
  kit: Kit<Tx>,
  link: ActiveLink,
): Promise<'active' | 'suspended' | 'ended' | 'silent'> {
  const answer = await kit.hub.status(link.id)
  if (answer !== null && isUnknown(answer)) {
    await suspendLink(kit, link)
    return 'suspended'
  }
  if (answer?.state === 'ended') {
    await endAsTold(kit, link, answer)
    return 'ended'
  }
  if (answer?.state !== 'active') return 'silent'
  for (const request of answer.unlinked) {
    await kit.store.transaction((records, tx) => hearUnlinked(kit, records, tx, { link, request }))
  }
  // An answer about another organization is about another link, whatever its id.
  const mayServe = link.suspendedAt !== null && answer.organizationId === link.organizationId
  const resumed = mayServe ? await resumeLink(kit, link) : null
  await kit.store.records.tenantLinks.noteChecked(resumed ?? link, kit.now(), moduleUrlOf(kit, answer))
  return 'active'
}

/** The hub has no such link, now: not the same as that it has ended. */
const isUnknown = ({ state, reason }: LinkAnswer): boolean => state === 'ended' && reason === 'unknown'

async function endAsTold<Tx>(kit: Kit<Tx>, link: Pick<PendingLink, 'id' | 'auditId'>, answer: LinkAnswer) {
  const cause = { reason: answer.reason, auditId: link.auditId }
  await kit.store.transaction((records) => endByHub(kit, records, link.id, cause))
}

function moduleUrlOf(kit: Pick<Kit<unknown>, 'product'>, { moduleUrl }: LinkAnswer): ModuleUrl | null {
  if (moduleUrl === undefined) return null
  if (moduleUrl === null) return 'none'
  return moduleUrl === kit.product.deployment ? 'here' : 'elsewhere'
}
