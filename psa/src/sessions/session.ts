import type { SessionId, TenantId, UserId } from '../ids.ts'

/** A browser that is logged in. */
export interface Session {
  readonly id: SessionId
  readonly tenant: TenantId
  readonly user: UserId
  /** The row of connect that the session lives and dies with; null for a local login. */
  readonly productSessionId: string | null
  /** When the person last proved that it is them; null where nothing says so. Milliseconds. */
  readonly provenAt: number | null
}

/** Seconds, in all and without a request. */
export const SESSION_LIFETIME = 12 * 3600
export const SESSION_IDLE = 4 * 3600
