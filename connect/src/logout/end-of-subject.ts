import type { Kit } from '../kit.ts'
import type { Records } from '../store.ts'

interface EndedSubject {
  readonly subject: string
  /** When the hub said so, by its own clock. */
  readonly saidAt: number
  readonly auditId: string
}

/**
 * The hub logged a person out of everything: their sessions here end, in the commit of the token that says so, and what
 * the hub had said of them up to then begins nothing any more, such as a sign-in that is under way.
 *
 * What stands ends whatever its time: nodes of a provider need not agree on the second.
 */
export async function endOfSubject(
  { issuer, now, lifetimes }: Pick<Kit<unknown>, 'issuer' | 'now' | 'lifetimes'>,
  { subjectEnds, sessions, audit }: Records,
  { subject, saidAt, auditId }: EndedSubject,
): Promise<void> {
  await subjectEnds.end(issuer, { subject, organizationId: null }, saidAt, now() + lifetimes.session * 1000)
  const sessionsEnded = await sessions.deleteOfSubject(issuer, { subject, organizationId: null }, null)
  if (sessionsEnded === 0) return
  await audit.write({ auditId, at: now(), action: 'logged_out_at_hub', details: { sessionsEnded, subject } })
}
