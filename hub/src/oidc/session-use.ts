import { sql } from 'kysely'
import { type Instant, SECOND } from '../clock.ts'
import type { Hub } from '../hub.ts'
import type { SessionLimits } from '../people/organizations/session-limits.ts'
import type { SessionOrigin } from './session-origin.ts'

/** How a session was used since its login: what the limits of an organization are held against. */
export interface SessionUse {
  readonly loggedInAt: Instant
  readonly usedAt: Instant
  /**
   * The longest time without a request, in milliseconds; the one that ends now counts. It stays when the session is used
   * again, for whichever organization: who left it alone for too long for one logs in again for that one.
   */
  readonly longestPause: number
  /** Of the browser that last used it on a page of the hub, or logged in by it. */
  readonly origin: SessionOrigin
}

/** How often being used is written down, so that a page costs no write of its own: each minute, or in time for a shorter idle limit. */
export function notedEvery({ config }: Pick<Hub, 'config'>): number {
  return Math.min(60 * SECOND, config.lifetimes.idle / 4)
}

/** Null for a session that there is not, or not any more. */
export async function findUse(hub: Pick<Hub, 'short' | 'now'>, uid: string): Promise<SessionUse | null> {
  const row = await hub.short
    .selectFrom('sessions')
    .select(['logged_in_at', 'used_at', 'longest_pause', 'user_agent', 'address'])
    .where('uid', '=', uid)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', hub.now())
    .executeTakeFirst()
  if (!row) return null
  const longestPause = Math.max(row.longest_pause, hub.now() - row.used_at)
  const origin = { userAgent: row.user_agent, address: row.address }
  return { loggedInAt: row.logged_in_at, usedAt: row.used_at, longestPause, origin }
}

/** Being used keeps a session from idling out, never beyond its end in all. A move to another place is noted at once. */
export async function noteUse(
  hub: Pick<Hub, 'short' | 'now' | 'config'>,
  { uid, use }: { readonly uid: string; readonly use: SessionUse },
  { userAgent, address }: SessionOrigin,
): Promise<void> {
  const now = hub.now()
  const moved = userAgent !== use.origin.userAgent || address !== use.origin.address
  if (!moved && now - use.usedAt < notedEvery(hub)) return
  const { idle, session } = hub.config.lifetimes
  await hub.short
    .updateTable('sessions')
    .set({
      used_at: now,
      user_agent: userAgent,
      address,
      longest_pause: sql`case when longest_pause < ${use.longestPause} then ${use.longestPause} else longest_pause end`,
      expires_at: Math.min(now + idle, use.loggedInAt + session),
    })
    .where('uid', '=', uid)
    .where('logged_in_at', '=', use.loggedInAt)
    .where('ended_at', 'is', null)
    .execute()
}

/** Whether a session has to begin again for an organization with these limits; for others it may go on. */
export function isBeyondLimits(
  use: Pick<SessionUse, 'loggedInAt' | 'longestPause'>,
  { total, idle }: SessionLimits,
  now: Instant,
): boolean {
  return (total !== null && now - use.loggedInAt >= total) || (idle !== null && use.longestPause >= idle)
}
