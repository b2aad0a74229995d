import type { Kit } from '../kit.ts'
import type { Records } from '../store.ts'

interface EndedSession {
  readonly sid: string
  /** Whose it was, where that is said; it has to be theirs then. */
  readonly subject: string | null
  readonly auditId: string
}

/**
 * Ends the sessions that came of one session at the hub, in the commit of the event, or of the token, that says so. A
 * sign-in by that session that is under way begins nothing any more. Whichever is heard second ends nothing, and is not
 * written down.
 */
export async function endOfHubSession(
  { issuer, now, lifetimes }: Pick<Kit<unknown>, 'issuer' | 'now' | 'lifetimes'>,
  { hubSessions, sessions, audit }: Records,
  { sid, subject, auditId }: EndedSession,
): Promise<void> {
  await hubSessions.end(issuer, sid, now() + lifetimes.session * 1000)
  const sessionsEnded = await sessions.deleteOfHubSession(issuer, sid, subject)
  if (sessionsEnded === 0) return
  const details = { sessionsEnded, sid, ...(subject !== null && { subject }) }
  await audit.write({ auditId, at: now(), action: 'logged_out_at_hub', details })
}
