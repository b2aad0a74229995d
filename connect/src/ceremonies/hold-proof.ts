import type { HubAnswer } from '../hub/hub-answer.ts'
import type { Kit } from '../kit.ts'
import type { Records } from '../records/store.ts'

/**
 * Does what an attempt comes back with still count? Not where the session at the hub is known to be over, or what the
 * hub had said of this person up to then: the end has overtaken it (T26). An end that comes later waits for this
 * commit, and then ends what begins in it.
 */
export async function holdProof(
  { issuer, now, lifetimes }: Pick<Kit<unknown>, 'issuer' | 'now' | 'lifetimes'>,
  { hubSessions, subjectEnds }: Pick<Records, 'hubSessions' | 'subjectEnds'>,
  answer: HubAnswer,
): Promise<'usable' | 'unusable'> {
  if (answer.kind !== 'token') return 'usable'
  const { identity } = answer
  const expiresAt = now() + lifetimes.session * 1000
  if (identity.sid !== null && !(await hubSessions.hold(issuer, identity.sid, expiresAt))) return 'unusable'
  return (await subjectEnds.hold(issuer, identity, expiresAt)) ? 'usable' : 'unusable'
}
