import { type Instant, SECOND } from '../../clock.ts'

/**
 * Has an act of this account's, or upon it, ended the session? Logins are dated to the second, so one of the very second
 * of the act passes here; `endDueSessions` ends it.
 */
export function isEnded(
  { sessionsFrom, keptSession }: { readonly sessionsFrom: Instant | null; readonly keptSession: string | null },
  session: { readonly uid: string; readonly loggedInAt: Instant },
): boolean {
  if (sessionsFrom === null || session.uid === keptSession) return false
  return Math.floor(session.loggedInAt / SECOND) < Math.floor(sessionsFrom / SECOND)
}
