import type { Instant } from '../../clock.ts'

/**
 * Has an act of this account's, or upon it, ended the session? A token dates its login to the second: one of the very second
 * of the act passes here, and ends with its session.
 */
export function isEnded(
  { sessionsFrom, keptSession }: { readonly sessionsFrom: Instant | null; readonly keptSession: string | null },
  session: { readonly uid: string; readonly loggedInAt: Instant },
): boolean {
  if (sessionsFrom === null || session.uid === keptSession) return false
  return session.loggedInAt < sessionsFrom
}
