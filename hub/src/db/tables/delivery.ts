import type { Generated } from 'kysely'
import type { Instant } from '../../clock.ts'
import type { AccountId, AuditId, DeploymentId, LogoutId, OrganizationId } from '../../ids.ts'

export interface HubFeedsTable {
  deployment: DeploymentId
  /** Number of the newest event; 0 before the first. */
  last: number
  /** Events up to this number are gone from the log. */
  pruned_to: number
  /** Up to this event the product was told that there is something to pull. */
  hinted_to: number
  /** Up to this event the product said that everything is applied, by asking for what comes after. */
  acknowledged_to: number
  /** Up to this event the operator was told that the product stays away. */
  alarmed_to: number
  /** What the product announced with its last request for events, separated by blanks. */
  features: Generated<string>
}

export interface HubEventsTable {
  deployment: DeploymentId
  n: number
  type: 'link_ended' | 'member_epoch' | 'session_ended'
  at: Instant
  audit_id: AuditId
  /** JSON of what the type carries. */
  payload: string
  /** Whose masters may see what became of it; null for events from before this was kept. */
  organization: OrganizationId | null
  /** Whom it is about; null where it is about a whole tenant link. */
  account: AccountId | null
  /** When the product was told to pull it. */
  sent_at: Instant | null
  /** When the product said that it is applied. */
  acknowledged_at: Instant | null
  /** Why the product could not be told to pull. */
  last_error: string | null
  /** 1 where the product that said so also tells who may still get in. */
  awaits_access: Generated<number>
  /** JSON of what it said of that; null before. */
  remaining_access: string | null
}

/** A session at the hub, as the ledger knows it; the lock between sign-ins through it and its end. */
export interface HubSessionsTable {
  uid: string
  /** When a client was last added to it, or when it was ended. */
  seen_at: Instant
  ended_at: Instant | null
  /** Since when the short-lived database has its tombstone. */
  entombed_at: Instant | null
}

export interface ProductSessionsTable {
  client: string
  /** The session's name at that client; no other session, and no other client, has it. */
  sid: string
  hub_session: string
  account: AccountId
  /** In which the client last got a sign-in. */
  organization: OrganizationId
  first_at: Instant
  /** To the day. */
  last_at: Instant
  ended_at: Instant | null
}

export interface LogoutDeliveriesTable {
  id: LogoutId
  client: string
  sid: string
  hub_session: string
  account: AccountId
  /** In which the client got its sign-in; null for logouts from before this was kept. */
  organization: OrganizationId | null
  audit_id: AuditId
  queued_at: Instant
  tries: number
  /** From when a node may take it; the node that takes it moves this on first. */
  next_try_at: Instant
  /** When the last try began. */
  sent_at: Instant | null
  /** Milliseconds that the last try took. */
  took_ms: number | null
  answered_at: Instant | null
  failed_at: Instant | null
  last_error: string | null
}
