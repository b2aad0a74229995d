import type { Kit } from '../kit.ts'
import type { Records } from '../store.ts'

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
export async function endOfSubject(
  { issuer, now, lifetimes }: Pick<Kit<unknown>, 'issuer' | 'now' | 'lifetimes'>,
  { subjectEnds, sessions, audit }: Records,
  { subject, organizationId, saidAt, issuedUntil, cause, auditId }: EndedSubject,
): Promise<void> {
  const whose = { subject, organizationId }
  await subjectEnds.end(issuer, whose, saidAt, now() + lifetimes.session * 1000)
  const sessionsEnded = await sessions.deleteOfSubject(issuer, whose, issuedUntil)
  if (sessionsEnded === 0) return
  const action = cause === 'logged_out' ? 'logged_out_at_hub' : 'sessions_ended'
  const details = { sessionsEnded, subject, cause, ...(organizationId !== null && { organizationId }) }
  await audit.write({ auditId, at: now(), action, details })
}
