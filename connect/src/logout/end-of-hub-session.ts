import type { Kit } from '../kit.ts'
import { endLocalSessions } from '../local-sessions/end-local-sessions.ts'
import { writeEnds } from '../product-sessions/write-ends.ts'
import type { Records } from '../records/store.ts'

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
export async function endOfHubSession<Tx>(
  kit: Pick<Kit<Tx>, 'issuer' | 'now' | 'lifetimes' | 'sessions' | 'users'>,
  records: Records,
  tx: Tx,
  { sid, subject, auditId }: EndedSession,
): Promise<void> {
  const { issuer, now, lifetimes } = kit
  const { hubSessions, sessions } = records
  await hubSessions.end(issuer, sid, now() + lifetimes.session * 1000)
  const holders = await sessions.deleteOfHubSession(issuer, sid, subject)
  await endLocalSessions(kit, records, tx, { holders, subject, organizationId: null, auditId })
  const details = { sid, ...(subject !== null && { subject }) }
  await writeEnds(kit, records, tx, holders, { auditId, at: now(), action: 'logged_out_at_hub', details })
}
