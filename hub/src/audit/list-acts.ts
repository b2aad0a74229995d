import type { Act } from './record-act.ts'
import type { Instant } from '../clock.ts'
import type { Hub } from '../hub.ts'
import type { AuditId } from '../ids.ts'

/** Everything that was written down under one audit id, oldest first: the time line behind a reference. */
export async function listActs(hub: Pick<Hub, 'db'>, auditId: AuditId): Promise<readonly (Act & { at: Instant })[]> {
  const rows = await hub.db
    .selectFrom('audit')
    .selectAll()
    .where('audit_id', '=', auditId)
    .orderBy('at')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    auditId: row.audit_id,
    at: row.at,
    organization: row.organization,
    actor: row.actor,
    action: row.action,
    subject: row.subject,
    details: JSON.parse(row.details) as Act['details'] & object,
  }))
}
