import type { Instant } from '../clock.ts'
import type { AccountId } from '../ids.ts'

/** What oidc-provider stores: one row per artifact, the artifact itself as JSON. */
export interface OidcArtifactsTable {
  model: string
  id: string
  payload: string
  grant_id: string | null
  uid: string | null
  account: AccountId | null
  expires_at: Instant | null
  consumed_at: Instant | null
}

/** A session that was ended: a sign-in in flight must not write it back. */
export interface EndedSessionsTable {
  uid: string
  ended_at: Instant
}

/** Sessions, grants and tokens that outlive a request. */
export interface OidcLedgerTables {
  oidc_artifacts: OidcArtifactsTable
  ended_sessions: EndedSessionsTable
}

/** Interactions, codes, pushed requests, replay protection. */
export interface OidcShortTables {
  oidc_short_artifacts: OidcArtifactsTable
}
