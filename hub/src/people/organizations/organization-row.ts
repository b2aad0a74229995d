import type { Selectable } from 'kysely'
import type { Ledger } from '../../db/schema.ts'
import type { Organization } from './organization.ts'

export function toOrganization(row: Selectable<Ledger['organizations']>): Organization {
  const { id, name, session_total: total, session_idle: idle } = row
  return { id, name, createdAt: row.created_at, sessionLimits: { total, idle }, suspendedAt: row.suspended_at }
}
