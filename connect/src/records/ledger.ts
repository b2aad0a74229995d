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
  /** All of them. */
  tenants(): Promise<readonly string[]>
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

/** Who did it: a user of the product, its operator, the hub, or the product by itself. */
export type AuditActor = `user:${string}` | 'operator' | 'hub' | 'product'

/** What they were called then; each name can be erased later. */
export interface AuditNames {
  readonly actor?: string | undefined
  /** The user whom it was done to, where that is not the actor. */
  readonly subject?: string | undefined
  /** The account at the hub that the user is linked to. */
  readonly account?: string | undefined
  /** The organization at the hub. */
  readonly organization?: string | undefined
}

/** What happened, in the transaction in which it happened. */
export interface AuditEntry {
  /** Shared with the hub's row about the same act. */
  readonly auditId: string
  readonly at: number
  readonly action: AuditAction
  /** Absent in entries that an earlier version wrote. */
  readonly actor?: AuditActor
  readonly tenantId?: string
  /** Whom it was done to; where a link of the tenant began or ended, the admin who did it. */
  readonly userId?: string
  readonly linkId?: string
  readonly details?: Readonly<Record<string, string | number>>
  /** A store may leave them out. One that keeps them does so apart from the entry, so that they can be erased. */
  readonly names?: AuditNames
}

export interface AuditRecords {
  write(entry: AuditEntry): Promise<void>
  ofTenant(tenantId: string): Promise<readonly AuditEntry[]>
}
