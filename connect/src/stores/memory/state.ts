import type { Attempt } from '../../records/attempts.ts'
import type { Cursor } from '../../records/hub-feed.ts'
import type { AuditEntry } from '../../records/ledger.ts'
import type { LinkPolicy } from '../../records/link-policy.ts'
import type { KeptNotice } from '../../records/notice.ts'
import type { LinkReport, OwedEnd } from '../../records/outbox.ts'
import type { ProductSession } from '../../records/product-sessions.ts'
import type { AccessReport } from '../../records/remaining-access.ts'
import type { TenantLink } from '../../records/tenant-links.ts'
import type { UserLink } from '../../records/user-links.ts'

/** Every row, by key. Rows are never changed in place, so that a copy of the maps is a copy of the state. */
export interface State {
  readonly attempts: Map<string, Attempt>
  /** Until when sign-ins began that come to nothing, under one key. */
  readonly signInEnds: Map<'all', number>
  readonly tenantLinks: Map<string, TenantLink>
  readonly owedEnds: Map<string, { readonly end: OwedEnd; readonly acknowledgedAt: number | null }>
  readonly userLinks: Map<string, UserLink>
  readonly sessions: Map<string, ProductSession>
  readonly reports: Map<string, { readonly report: LinkReport; readonly deliveredVersion: number }>
  readonly cursors: Map<string, Cursor>
  readonly memberEpochs: Map<string, MemberEpoch>
  readonly hubSessions: Map<string, { readonly ended: boolean; readonly expiresAt: number }>
  readonly subjectEnds: Map<string, { readonly endedAt: number; readonly expiresAt: number }>
  readonly logoutTokens: Map<string, { readonly expiresAt: number }>
  readonly notices: Map<string, { readonly notice: KeptNotice; readonly at: number }>
  readonly policies: Map<string, LinkPolicy>
  readonly localSessionEnds: Map<string, number>
  readonly accessReports: Map<string, AccessReport>
  readonly audit: Map<number, AuditEntry>
}

/** Runs one method on the state that is its turn's. */
export type Use = <T>(method: (state: State) => T) => T | Promise<T>

export interface MemberEpoch {
  readonly issuer: string
  readonly organizationId: string
  readonly subject: string
  readonly epoch: number
}

export function emptyState(): State {
  return {
    attempts: new Map(),
    signInEnds: new Map(),
    tenantLinks: new Map(),
    owedEnds: new Map(),
    userLinks: new Map(),
    sessions: new Map(),
    reports: new Map(),
    cursors: new Map(),
    memberEpochs: new Map(),
    hubSessions: new Map(),
    subjectEnds: new Map(),
    logoutTokens: new Map(),
    notices: new Map(),
    policies: new Map(),
    localSessionEnds: new Map(),
    accessReports: new Map(),
    audit: new Map(),
  }
}

export function copyOf(state: State): State {
  return {
    attempts: new Map(state.attempts),
    signInEnds: new Map(state.signInEnds),
    tenantLinks: new Map(state.tenantLinks),
    owedEnds: new Map(state.owedEnds),
    userLinks: new Map(state.userLinks),
    sessions: new Map(state.sessions),
    reports: new Map(state.reports),
    cursors: new Map(state.cursors),
    memberEpochs: new Map(state.memberEpochs),
    hubSessions: new Map(state.hubSessions),
    subjectEnds: new Map(state.subjectEnds),
    logoutTokens: new Map(state.logoutTokens),
    notices: new Map(state.notices),
    policies: new Map(state.policies),
    localSessionEnds: new Map(state.localSessionEnds),
    accessReports: new Map(state.accessReports),
    audit: new Map(state.audit),
  }
}

/** Deletes the rows that match. @returns them */
export function take<Key, Row>(rows: Map<Key, Row>, matches: (row: Row) => boolean): Row[] {
  const taken: Row[] = []
  for (const [key, row] of rows) {
    if (!matches(row)) continue
    rows.delete(key)
    taken.push(row)
  }
  return taken
}

/** Puts another row in the place of each that matches. @returns the new ones */
export function change<Key, Row>(rows: Map<Key, Row>, matches: (row: Row) => boolean, to: (row: Row) => Row): Row[] {
  const changed: Row[] = []
  for (const [key, row] of rows) {
    if (!matches(row)) continue
    const next = to(row)
    rows.set(key, next)
    changed.push(next)
  }
  return changed
}

export function findIn<Row>(rows: Map<unknown, Row>, matches: (row: Row) => boolean): Row | null {
  return rows.values().find(matches) ?? null
}
