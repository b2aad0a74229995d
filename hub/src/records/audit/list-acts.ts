import { findSeals } from '@lanyard/storage/audit-chain'
import type { Hub } from '../../hub.ts'
import type { AuditId, OrganizationId } from '../../ids.ts'
import { readAct, type WrittenAct } from './written-act.ts'

/** Everything that was written down under one audit id, oldest first: the time line behind a reference. */
export async function listActs(
  hub: Pick<Hub, 'db'>,
  auditId: AuditId,
): Promise<readonly (WrittenAct & { readonly organization: OrganizationId | null })[]> {
  const rows = await hub.db
    .selectFrom('audit')
    .selectAll()
    .where('audit_id', '=', auditId)
    .orderBy('at')
    .orderBy('id')
    .execute()
  const seals = await findSeals(
    hub.db,
    rows.map(({ id }) => id),
  )
  return rows.map((row) => ({
    ...readAct({ entry: { ...row, table: 'audit' }, seal: seals.get(row.id) ?? null }),
    organization: row.organization,
  }))
}
