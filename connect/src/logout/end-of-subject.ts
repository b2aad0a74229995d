import { CLOCK_TOLERANCE } from '../clocks.ts'
import type { Kit } from '../kit.ts'
import { endLocalSessions } from '../local-sessions/end-local-sessions.ts'
import { writeEnds } from '../product-sessions/write-ends.ts'
import type { Records } from '../records/store.ts'

interface EndedSubject {
  readonly subject: string
  /** Null for every organization of theirs. */
  readonly organizationId: string | null
  /** Up to when what the hub had said of them is over, by its own clock. */
  readonly saidAt: number
  /** Sessions end whose ID token is not newer than this; null for all, whatever their time. */
  readonly issuedUntil: number | null
  readonly cause: 'logged_out' | 'account_disabled' | 'sessions_revoked'
  readonly auditId: string
}

/**
 * The hub took back what it had said of a person: their sessions here end, in the commit of the token that says so, and
 * what is under way by what was said up to then begins nothing any more, such as a sign-in.
 */
export async function endOfSubject<Tx>(
  kit: Pick<Kit<Tx>, 'issuer' | 'now' | 'lifetimes' | 'sessions' | 'users'>,
  records: Records,
  tx: Tx,
  { subject, organizationId, saidAt, issuedUntil, cause, auditId }: EndedSubject,
): Promise<void> {
  const { issuer, now, lifetimes } = kit
  const { subjectEnds, sessions } = records
  const whose = { subject, organizationId }
  await subjectEnds.end(issuer, whose, saidAt, now() + lifetimes.session * 1000)
  const holders = await sessions.deleteOfSubject(issuer, whose, issuedUntil)
  // What is older than all sessions may be a token that was used before, and nothing says when a local session began.
  const isRecent = saidAt > now() - lifetimes.session * 1000 - CLOCK_TOLERANCE
  const concerned = { holders, subject: isRecent ? subject : null, organizationId, auditId }
  await endLocalSessions(kit, records, tx, concerned)
  const action = cause === 'logged_out' ? 'logged_out_at_hub' : 'sessions_ended'
  const details = { subject, cause, ...(organizationId !== null && { organizationId }) }
  await writeEnds(kit, records, tx, holders, { auditId, at: now(), action, details })
}
