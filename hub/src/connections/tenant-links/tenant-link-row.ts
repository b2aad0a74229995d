import type { Selectable } from 'kysely'
import type { Ledger } from '../../db/schema.ts'
import type { ActiveLink, ApprovedLink, EndedBeforeApproval, EndedLink, TenantLink } from './tenant-link.ts'

type Row = Selectable<Ledger['tenant_links']>

/** A row as one of its states; nonsense in the table is a bug and throws. */
export function toTenantLink(row: Row): TenantLink {
  if (row.state === 'approved') return toApproved(row)
  if (row.state === 'active') return toActive(row)
  return row.organization === null ? toEndedBeforeApproval(row) : toEnded(row)
}

export function toApproved(row: Row): ApprovedLink {
  if (row.state !== 'approved') throw broken(row, 'state')
  return { ...parties(row), state: row.state, lapsesAt: present(row, 'lapses_at') }
}

export function toActive(row: Row): ActiveLink {
  if (row.state !== 'active') throw broken(row, 'state')
  return { ...parties(row), state: row.state, activatedAt: present(row, 'activated_at') }
}

export function toEnded(row: Row): EndedLink {
  if (row.state !== 'ended') throw broken(row, 'state')
  return { ...parties(row), state: row.state, activatedAt: row.activated_at, ...ending(row) }
}

function toEndedBeforeApproval(row: Row): EndedBeforeApproval {
  const { id, deployment } = row
  return { state: 'ended_before_approval', id, deployment, auditId: row.audit_id, ...ending(row) }
}

function parties(row: Row) {
  return {
    id: row.id,
    module: row.module,
    deployment: row.deployment,
    organization: present(row, 'organization'),
    tenant: { id: present(row, 'tenant'), name: present(row, 'tenant_name') },
    user: { id: present(row, 'user_id'), name: present(row, 'user_name') },
    approvedBy: present(row, 'approved_by'),
    approvedAt: present(row, 'approved_at'),
    linksUser: row.links_user === 1,
    sessionUid: row.session_uid,
    auditId: row.audit_id,
  }
}

function ending(row: Row) {
  return {
    endedAt: present(row, 'ended_at'),
    endedBy: present(row, 'ended_by'),
    endReason: present(row, 'end_reason'),
  }
}

function present<Column extends keyof Row>(row: Row, column: Column): NonNullable<Row[Column]> {
  const value = row[column]
  if (value === null) throw broken(row, column)
  return value
}

function broken(row: Row, column: keyof Row): Error {
  return new Error(`Tenant link ${row.id} is ${row.state} with ${column} = ${String(row[column])}`)
}
