import type { Hub } from '../../hub.ts'
import type { AuditId, OrganizationId } from '../../ids.ts'

/** An act by its name, and whose list it is in; null for what concerns an account alone. */
export interface NamedAct {
  readonly action: string
  readonly organization: OrganizationId | null
}

/** The acts under these audit ids, the oldest first. */
export async function findActions(
  hub: Pick<Hub, 'db'>,
  ids: readonly AuditId[],
): Promise<ReadonlyMap<AuditId, readonly NamedAct[]>> {
  if (ids.length === 0) return new Map()
  const rows = await hub.db
    .selectFrom('audit')
    .select(['audit_id', 'action', 'organization'])
    .where('audit_id', 'in', ids)
    .orderBy('at')
    .orderBy('id')
    .execute()
  return Map.groupBy(rows, ({ audit_id: id }) => id)
}
