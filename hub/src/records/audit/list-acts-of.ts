import { listEntries, type ListedEntry, type Place } from '@lanyard/storage/audit-chain'
import type { Hub } from '../../hub.ts'
import type { OrganizationId } from '../../ids.ts'
import { type ActFilter, conditionOfActs } from './act-filter.ts'
import { auditSources } from './audit-source.ts'
import { type WrittenAct, readAct } from './written-act.ts'

/** A page of an organization's own acts, newest first. */
export async function listActsOf(
  hub: Pick<Hub, 'db'>,
  page: {
    readonly organization: OrganizationId
    readonly filter: ActFilter
    /** The last act of the page before. */
    readonly after: Place | null
    readonly limit: number
  },
): Promise<readonly WrittenAct[]> {
  const { organization: chain, filter, after, limit } = page
  const where = () => conditionOfActs(filter)
  const listed: readonly ListedEntry[] = await listEntries(hub.db, {
    sources: auditSources,
    chain,
    where,
    order: 'newest_first',
    after,
    limit,
  })
  return listed.map(readAct)
}

/** The kinds of acts that the organization's audit holds. */
export async function listActionsOf(hub: Pick<Hub, 'db'>, organization: OrganizationId): Promise<readonly string[]> {
  const rows = await hub.db
    .selectFrom('audit')
    .select('action')
    .distinct()
    .where('organization', '=', organization)
    .execute()
  return rows.map(({ action }) => action)
}
