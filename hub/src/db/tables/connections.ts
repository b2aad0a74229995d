import type { Actor } from '../../actor.ts'
import type { Instant } from '../../clock.ts'
import type { AccountId, AuditId, DeploymentId, LinkId, MemberId, ModuleId, OrganizationId } from '../../ids.ts'

export interface OrganizationChoicesTable {
  account: AccountId
  module: ModuleId
  organization: OrganizationId
  chosen_at: Instant
}

export interface OrganizationModuleUrlsTable {
  organization: OrganizationId
  module: ModuleId
  deployment: DeploymentId
  set_at: Instant
  set_by: Actor
}

export interface MemberModuleUrlsTable {
  member: MemberId
  module: ModuleId
  deployment: DeploymentId
  set_at: Instant
}

/** One row per linking attempt that reached the hub, for ever (HUB_TOMBSTONE). */
export interface TenantLinksTable {
  id: LinkId
  module: ModuleId
  deployment: DeploymentId
  state: 'approved' | 'active' | 'ended'
  /** These are null in one case: the product ended an id that no master ever approved. */
  organization: OrganizationId | null
  tenant: string | null
  tenant_name: string | null
  user_id: string | null
  user_name: string | null
  approved_by: MemberId | null
  approved_at: Instant | null
  lapses_at: Instant | null
  /** 1 for "Connect and link me". */
  links_user: 0 | 1
  /** The hub session to end with the ceremony ("Connect only"); null once it is ended. */
  session_uid: string | null
  activated_at: Instant | null
  ended_at: Instant | null
  ended_by: Actor | null
  end_reason: EndReason | null
  audit_id: AuditId
}

/**
 * Why a link ended. `lapsed`: not confirmed in time; `superseded`: the same pair approved a newer attempt;
 * `approver_not_master`: the approver was no longer an active master at the confirm; `ended_by_product`: switched off or given up
 * there; `severed`: disconnected at the hub.
 */
export type EndReason = 'lapsed' | 'superseded' | 'approver_not_master' | 'ended_by_product' | 'severed'

export interface UserLinksTable {
  link: LinkId
  sub: AccountId
  /** Rises with every report of the product about this person. */
  revision: number
  state: 'linked' | 'unlinked'
  /** When the product first said so; a repeated report leaves it. */
  reported_at: Instant
  /** The member's epoch since they asked to be unlinked; null where they did not, or it is done. */
  unlink_epoch: number | null
}
