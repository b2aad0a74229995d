import type { Instant } from '../../clock.ts'
import type { Hub } from '../../hub.ts'
import type { AuditId, OrganizationId } from '../../ids.ts'
import type { ActResult } from './delivery.ts'
import * as store from './deliveries-store.ts'

/** What became of one act at the products, in what concerns the organization; null where they were told nothing. */
export async function findActResult(
  hub: Pick<Hub, 'db'>,
  organization: OrganizationId,
  auditId: AuditId,
): Promise<ActResult | null> {
  const [told] = await describe(hub, organization, [auditId])
  return told ?? null
}

/**
 * The newest acts of which products were told something about an organization's people or connections, before an
 * instant, with what became of each. Events are kept for 30 days.
 */
export async function listActResults(
  hub: Pick<Hub, 'db'>,
  organization: OrganizationId,
  { before, most }: { readonly before: Instant; readonly most: number },
): Promise<readonly ActResult[]> {
  const acts = await store.listActs(hub.db, organization, { before, most })
  return describe(
    hub,
    organization,
    acts.map(({ auditId }) => auditId),
  )
}

/** In the order of the acts. */
async function describe(
  { db }: Pick<Hub, 'db'>,
  organization: OrganizationId,
  acts: readonly AuditId[],
): Promise<readonly ActResult[]> {
  const deliveries = Map.groupBy(await store.listOf(db, organization, acts), ({ auditId }) => auditId)
  const accounts = Map.groupBy(await store.listAccounts(db, organization, acts), ({ auditId }) => auditId)
  return acts.flatMap((auditId) => {
    const own = deliveries.get(auditId) ?? []
    if (own.length === 0) return []
    const at = Math.min(...own.map(({ queuedAt }) => queuedAt))
    return { auditId, at, deliveries: own, accounts: (accounts.get(auditId) ?? []).map(({ account }) => account) }
  })
}
