import type { Instant } from '../../clock.ts'
import type { AccountId, AuditId, LinkId, OrganizationId } from '../../ids.ts'
import type { EndReason } from '../../db/schema.ts'

/** What products hear of a member: an account in an organization, at an epoch. */
export interface RaisedMember {
  readonly account: AccountId
  readonly organization: OrganizationId
  readonly epoch: number
}

/** Why what was said about a member before no longer counts. */
export type EpochReason = 'deactivated' | 'reactivated' | 'sessions_ended'

export type EventContent =
  | { readonly type: 'link_ended'; readonly link: LinkId; readonly reason: EndReason }
  | {
      readonly type: 'member_epoch'
      readonly sub: AccountId
      readonly organization: OrganizationId
      readonly epoch: number
      readonly reason: EpochReason
    }
  | {
      readonly type: 'member_epoch'
      readonly sub: AccountId
      readonly organization: OrganizationId
      readonly epoch: number
      /** The person ended their user link under this tenant link: what was proved at a lower epoch goes. */
      readonly reason: 'unlinked'
      readonly link: LinkId
    }
  | {
      /** A session at the hub is over, and with it what began through it at this deployment. */
      readonly type: 'session_ended'
      readonly sub: AccountId
      /** The session's name at this deployment, as its ID tokens have it. */
      readonly sid: string
    }

/** One entry of a deployment's log. */
export type HubEvent = EventContent & {
  /** 1, 2, 3 … in each deployment's log, without gaps, in the order of the commits. */
  readonly n: number
  readonly at: Instant
  readonly auditId: AuditId
}
