import type { AuditSource } from '@lanyard/storage/audit-chain'

export const auditSource: AuditSource = { table: 'audit', chain: 'organization', names: 'audit_names' }

/** What is sealed at the hub: a chain for each organization, and one for acts that belong to none. */
export const auditSources: readonly AuditSource[] = [auditSource]
