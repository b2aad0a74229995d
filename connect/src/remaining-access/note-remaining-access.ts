import type { HubEvent } from '../hub/hub-api.ts'
import type { Kit } from '../kit.ts'
import type { Records } from '../records/store.ts'

type MemberEpoch = Extract<HubEvent, { type: 'member_epoch' }>

/** Milliseconds for which the hub is told, where it gives no answer. */
const PATIENCE = 86_400_000

/**
 * Notes, in the commit of an event and before its effect, that the hub is to hear what still opens this product to the
 * member (feature `ends`). The host is asked later, so that no end ever waits for what is only shown.
 */
export async function noteRemainingAccess(
  { issuer, now }: Pick<Kit<unknown>, 'issuer' | 'now'>,
  { tenantLinks, userLinks, accessReports }: Pick<Records, 'tenantLinks' | 'userLinks' | 'accessReports'>,
  { n, auditId, subject, organizationId }: MemberEpoch,
): Promise<void> {
  const link = await tenantLinks.findHeldOfOrganization(issuer, organizationId)
  const member = link && { tenantId: link.tenantId, issuer, organizationId, subject }
  const userId = (member && (await userLinks.findOfMember(member)))?.userId ?? null
  const at = now()
  await accessReports.note({ issuer, n, auditId, subject, userId, tries: 0, nextTryAt: at, expiresAt: at + PATIENCE })
}
