import { exportAsJson, pagesOfEntries } from '@lanyard/storage/audit-chain'
import type { Hub } from '../../hub.ts'
import type { OrganizationId } from '../../ids.ts'
import { type ActFilter, conditionOfActs } from './act-filter.ts'
import { auditSources } from './audit-source.ts'
import { type WrittenAct, readAct } from './written-act.ts'

interface Selection {
  readonly organization: OrganizationId
  readonly filter: ActFilter
}

/** An organization's acts, oldest first, as text that anyone can check: docs/audit.md says how. */
export function exportActs(hub: Pick<Hub, 'db'>, request: Selection): AsyncGenerator<string> {
  return exportAsJson(hub.db, chainOf(request))
}

/** The same in pages, for lists that are not to be checked. */
export async function* pagesOfActs(hub: Pick<Hub, 'db'>, request: Selection): AsyncGenerator<readonly WrittenAct[]> {
  for await (const page of pagesOfEntries(hub.db, chainOf(request))) yield page.map(readAct)
}

function chainOf({ organization, filter }: Selection) {
  return { sources: auditSources, chain: organization, where: () => conditionOfActs(filter) }
}
