import type { Kit } from '../kit.ts'
import type { Records } from '../store.ts'

interface Ended {
  /** At least one of the two is there. */
  readonly subject: string | null
  readonly sid: string | null
  readonly auditId: string
}

/**
 * Ends the sessions that came of one session at the hub, or of any of a member's: in the commit of the event, or of the
 * token, that says so. A sign-in by that session that is under way begins nothing any more. Whichever is heard second ends nothing, and is not written down.
 */
export async function endOfHubSession(
  { issuer, now, lifetimes }: Pick<Kit<unknown>, 'issuer' | 'now' | 'lifetimes'>,
  { hubSessions, sessions, audit }: Records,
  { subject, sid, auditId }: Ended,
): Promise<void> {
  if (sid !== null) await hubSessions.end(issuer, sid, now() + lifetimes.session * 1000)
  const sessionsEnded = await sessions.deleteOfHubSession(issuer, { subject, sid })
  if (sessionsEnded === 0) return
  const details = { sessionsEnded, ...(subject !== null && { subject }), ...(sid !== null && { sid }) }
  await audit.write({ auditId, at: now(), action: 'logged_out_at_hub', details })
}
