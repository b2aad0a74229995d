import type { ChainReport } from '@lanyard/storage/audit-chain'
import type { PartAct } from './product-audit.ts'
import type { ProductLink } from './product-links.ts'

/** What an operator does at a product's deployment, whichever product it is. A tenant goes by its company's word. */
export interface Product {
  /** @throws `tenant_not_found` */
  invite(tenant: string): Promise<Done>
  /** @throws `tenant_not_found`, `not_invited` */
  previewWithdrawal(tenant: string): Promise<{ readonly links: number; readonly sessions: number }>
  withdraw(tenant: string, endLinks: boolean): Promise<Done & { readonly sessionsEnded: number }>
  /**
   * Of one tenant, or of all; the longest waiting first.
   *
   * @throws `tenant_not_found`
   */
  listRequests(tenant?: string): Promise<readonly InvitationRequest[]>
  renameTenant(tenant: string, names: TenantNames): Promise<RenamedTenant>
  renameEmployee(tenant: string, username: string, names: EmployeeNames): Promise<RenamedEmployee>
  /** Every link that is held or whose end is owed. */
  listLinks(): Promise<readonly ProductLink[]>
  /** Null where a product sends no mail. */
  readonly outbox: Outbox | null
  /** Everything that was written down under one audit id, oldest first. */
  listActs(auditId: string): Promise<readonly PartAct[]>
  /**
   * Erases what its audit calls a user, by their id.
   *
   * @returns how many names
   * @throws `employee_not_found`
   */
  eraseNames(user: string): Promise<number>
  /** Null where the product seals nothing. */
  readonly seals: SealedAudit | null
}

/** Whether something was done now, or had been done before, which changes nothing. */
export interface Done {
  readonly changed: boolean
  /** Milliseconds since 1970; null where the product does not know since when. */
  readonly since: number | null
}

/** Mails that wait to be sent. */
export interface Outbox {
  /** `oldest`: milliseconds since 1970, of what waits. */
  count(): Promise<{ readonly queued: number; readonly failed: number; readonly oldest: number | null }>
  /** @returns how many are tried at once */
  retry(): Promise<number>
  /** Where they go: to a mail server; no further than the demo's mailbox; or nowhere, until a server is set. */
  readonly leadsTo: 'server' | 'demo' | 'nowhere'
}

/** A part's audit, sealed into chains. */
export interface SealedAudit {
  /** @param organization leaves the chains of tenants that it is or was connected to */
  listChains(organization?: string): Promise<readonly string[]>
  /** @param heads hashes that were kept elsewhere */
  verify(chain: string, heads: readonly string[]): Promise<ChainReport>
}

export interface InvitationRequest {
  readonly tenant: string
  readonly name: string
  /** ISO 8601. */
  readonly requested_at: string
}

export interface TenantNames {
  readonly company?: string
  readonly name?: string
}

export interface EmployeeNames {
  readonly username?: string
  readonly name?: string
  readonly email?: string
}

interface RenamedTenant {
  readonly id: string
  readonly company: string
  readonly name: string
  /** False where it was called that before. */
  readonly changed: boolean
}

interface RenamedEmployee {
  readonly id: string
  readonly changed: boolean
  readonly username: string
  readonly name: string
}
