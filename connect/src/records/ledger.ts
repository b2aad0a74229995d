import type { LinkPolicy } from './link-policy.ts'
import type { KeptNotice } from './notice.ts'

export interface NoticeRecords {
  insert(id: string, notice: KeptNotice, at: number): Promise<void>
  /** @returns null when unknown or made before `since` */
  find(id: string, since: number): Promise<KeptNotice | null>
  deleteBefore(instant: number, signal?: AbortSignal): Promise<void>
}

export interface LinkPolicyRecords {
  find(tenantId: string): Promise<LinkPolicy | null>
  put(tenantId: string, policy: LinkPolicy): Promise<void>
  delete(tenantId: string): Promise<void>
}

/** Tenants whose admins want local sessions of linked people to end when the hub ends theirs. */
export interface LocalSessionEndRecords {
  isWanted(tenantId: string): Promise<boolean>
  want(tenantId: string, at: number): Promise<void>
  delete(tenantId: string): Promise<void>
}

export type AuditAction =
  | 'tenant_link_pending'
  | 'tenant_link_refused'
  | 'tenant_link_active'
  | 'tenant_link_suspended'
  | 'tenant_link_resumed'
  | 'tenant_link_ended'
  | 'user_linked'
  | 'user_link_restored'
  | 'user_link_displaced'
  | 'user_unlinked'
  | 'signed_in'
  | 'sessions_ended'
  | 'events_lost'
  | 'logged_out_at_hub'
  | 'link_policy_set'
  | 'local_session_policy_set'
  | 'local_sessions_ended'

/** What happened, in the transaction in which it happened. */
export interface AuditEntry {
  /** Shared with the hub's row about the same act. */
  readonly auditId: string
  readonly at: number
  readonly action: AuditAction
  readonly tenantId?: string
  readonly userId?: string
  readonly linkId?: string
  readonly details?: Readonly<Record<string, string | number>>
}

export interface AuditRecords {
  write(entry: AuditEntry): Promise<void>
  ofTenant(tenantId: string): Promise<readonly AuditEntry[]>
}
