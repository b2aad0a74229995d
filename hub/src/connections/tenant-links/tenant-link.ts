import type { Actor } from '../../actor.ts'
import type { Instant } from '../../clock.ts'
import type { EndReason } from '../../db/schema.ts'
import type { AuditId, DeploymentId, LinkId, MemberId, ModuleId, OrganizationId } from '../../ids.ts'

/** What a product asks a master to approve; it comes in `authorization_details` of type `tenant_link`. */
export interface TenantLinkRequest {
  readonly id: LinkId
  readonly deployment: DeploymentId
  readonly tenant: { readonly id: string; readonly name: string }
  /** The admin in the product who began it. Names are kept as they came, and shown by `called` of the catalogue. */
  readonly user: { readonly id: string; readonly name: string }
  readonly auditId: AuditId
}

interface Link extends TenantLinkRequest {
  readonly module: ModuleId
  readonly organization: OrganizationId
  readonly approvedBy: MemberId
  readonly approvedAt: Instant
  /** "Connect and link me": the admin in the product and the approver are one person, who says so. */
  readonly linksUser: boolean
  /** With "Connect only": the hub session that this login opened and that ends with the ceremony. */
  readonly sessionUid: string | null
}

interface Ending {
  readonly endedAt: Instant
  readonly endedBy: Actor
  readonly endReason: EndReason
}

/** A master said yes. No one signs in by it yet; it lapses by the hub's clock unless the product confirms it. */
export interface ApprovedLink extends Link {
  readonly state: 'approved'
  readonly lapsesAt: Instant
}

/** The product confirmed it: from now on sign-ins name it. */
export interface ActiveLink extends Link {
  readonly state: 'active'
  readonly activatedAt: Instant
}

/** Final. The row stays for ever, so that its id is never approved again. */
export interface EndedLink extends Link, Ending {
  readonly state: 'ended'
  /** Null where it ended before the product confirmed it. */
  readonly activatedAt: Instant | null
}

/** The product ended an id that no master had approved: none ever will. */
export interface EndedBeforeApproval extends Ending {
  readonly state: 'ended_before_approval'
  readonly id: LinkId
  readonly deployment: DeploymentId
  readonly auditId: AuditId
}

/** The hub's row of a tenant link. States only go forward: approved → active → ended. */
export type TenantLink = ApprovedLink | ActiveLink | EndedLink | EndedBeforeApproval
