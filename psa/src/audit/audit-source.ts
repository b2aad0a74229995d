import type { AuditSource } from '@lanyard/storage/audit-chain'

/** What is sealed in a deployment: the PSA's own entries and the kit's, a chain for each tenant. */
export const auditSources: readonly AuditSource[] = [
  { table: 'audit_entries', chain: 'tenant_id' },
  { table: 'connect_audit', chain: 'tenant_id' },
]
