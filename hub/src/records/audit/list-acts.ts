import { findNames, findSeals } from '@lanyard/storage/audit-chain'
import type { Hub } from '../../hub.ts'
import type { AuditId, OrganizationId } from '../../ids.ts'
import { auditSource } from './audit-source.ts'
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
  const ids = rows.map(({ id }) => id)
  const seals = await findSeals(hub.db, ids)
  const names = await findNames(hub.db, auditSource, ids)
  return rows.map((row) => ({
    ...readAct({
      entry: { ...row, table: 'audit' },
      seal: seals.get(row.id) ?? null,
      names: names.get(row.id) ?? [],
    }),
    organization: row.organization,
  }))
}
