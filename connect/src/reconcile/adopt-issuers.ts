import { doneBy, THE_PRODUCT } from '../doer.ts'
import { newAuditId } from '../ids.ts'
import type { Kit } from '../kit.ts'
import type { Records } from '../records/store.ts'
import type { ActiveLink, PendingLink } from '../records/tenant-links.ts'
import { endByProduct } from '../tenant-links/end-link.ts'

type Held = PendingLink | ActiveLink

/**
 * What was made under former names of the hub is its own under the present one. Both can have rows: a product ran under
 * the present name before it was told of the former ones, or another node still ran under one of them.
 */
export async function adoptIssuers<Tx>(kit: Kit<Tx>, names: readonly string[]): Promise<void> {
  const { issuer } = kit
  const former = names.filter((name) => name !== issuer)
  const ended = await kit.store.transaction(async (records) => {
    const rivals = await endRivals(kit, records, [...former, issuer])
    await records.tenantLinks.adoptIssuer(former, issuer)
    await adoptUserLinks(kit, records, former)
    await records.sessions.adoptIssuer(former, issuer)
    await records.memberEpochs.adoptIssuer(former, issuer)
    await records.cursor.adoptIssuer(former, issuer)
    await records.accessReports.adoptIssuer(former, issuer)
    return rivals
  })
  for (const { id, tenantId } of ended) {
    kit.log({ level: 'warn', event: 'link_ended', code: REASON, link: id, tenant: tenantId })
  }
}

const REASON = 'issuer_renamed'

/**
 * S1: of an organization that is held under two names, the link that was approved last stays. The hub has one place for
 * an organization, so the earlier link has lost it there, and this product has not heard of it. It owes the end all the
 * same (CANCEL_OWES_END).
 */
async function endRivals<Tx>(kit: Kit<Tx>, records: Records, names: readonly string[]): Promise<readonly Held[]> {
  const { tenantLinks } = records
  const all = [
    ...(await tenantLinks.duePending(Number.MAX_SAFE_INTEGER)),
    ...(await tenantLinks.activeCheckedBefore(Number.MAX_SAFE_INTEGER)),
  ]
  const held: readonly Held[] = all.filter((link) => names.includes(link.issuer))
  const rivals = [...Map.groupBy(held, (link) => link.organizationId).values()].flatMap((links) => {
    const latest = Math.max(...links.map((link) => link.pendingAt))
    const isLast = (link: Held) => link.pendingAt === latest
    const last = links.find((link) => isLast(link) && link.issuer === kit.issuer) ?? links.find(isLast)
    return links.filter((link) => link !== last)
  })
  for (const { id } of rivals) {
    await endByProduct(kit, records, id, { reason: REASON, auditId: newAuditId(), doer: THE_PRODUCT })
  }
  return rivals
}

/** S6: a member's link of the present name stays, and one of a former name goes with the sessions of its user. */
async function adoptUserLinks<Tx>(
  { issuer, now }: Kit<Tx>,
  { userLinks, sessions, audit }: Records,
  former: readonly string[],
): Promise<void> {
  for (const { tenantId, userId, linkId, accountName, organizationName } of await userLinks.adoptIssuer(
    former,
    issuer,
  )) {
    const sessionsEnded = await sessions.deleteOfUser(userId)
    await audit.write({
      auditId: newAuditId(),
      at: now(),
      action: 'user_link_displaced',
      ...doneBy(THE_PRODUCT, { account: accountName, organization: organizationName }),
      tenantId,
      userId,
      ...(linkId === null ? {} : { linkId }),
      details: { sessionsEnded, reason: REASON },
    })
  }
}
