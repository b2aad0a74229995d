import type { AuditSource } from '@lanyard/storage/audit-chain'

export const ownSource: AuditSource = { table: 'audit_entries', chain: 'tenant_id', names: 'audit_names' }

/** What is sealed in a deployment: the PSA's own entries and the kit's, a chain for each tenant. */
export const auditSources: readonly AuditSource[] = [
  ownSource,
  { table: 'connect_audit', chain: 'tenant_id', names: 'connect_audit_names' },
]
