import type { HostSession } from '../api/host.ts'
import { redirect } from '../http/responses.ts'
import { type AttemptSecret, attemptSecretOf, isSameText, newAuditId } from '../ids.ts'
import type { Kit } from '../kit.ts'
import { sealNotice } from '../notices/notices.ts'
import type { Attempt } from '../records/attempts.ts'
import { readAttemptCookie } from './attempt-cookies.ts'
import { type Finished, pageOf, respond } from './outcome.ts'
import { readTicket, secretIn } from './sign-in-ticket.ts'

/** An attempt of this very browser: only its cookie holds the secret (T1). */
export async function findAttempt(
  kit: Kit<unknown>,
  request: Request,
  id: string | null,
): Promise<{ readonly attempt: Attempt; readonly secret: AttemptSecret } | null> {
  const cookie = id ? readAttemptCookie(kit, request, id) : null
  if (!id || !cookie) return null
  // A sign-in is kept once it has come back, and then says what became of it.
  const attempt = (await kit.store.records.attempts.find(id)) ?? readTicket(kit, id, cookie)
  if (!attempt) return null
  const secret = attemptSecretOf(secretIn(cookie))
  return isSameText(secret.hash, attempt.secretHash) ? { attempt, secret } : null
}

export async function respondTo<Tx>(kit: Kit<Tx>, attempt: Attempt, outcome: Finished): Promise<Response> {
  // Cookies come of a commit of its own, so no one else was faster then.
  const isUsedMeanwhile = outcome.kind === 'refused' && outcome.code === 'attempt_invalid' && !outcome.cookies
  const twin = isUsedMeanwhile ? await kit.store.records.attempts.find(attempt.id) : null
  // The same answer arrived twice at once, and the other one was a moment faster.
  if (twin?.landing) return redirectToLanding(kit, twin, { userId: twin.landing.userId })
  return respond(kit, attempt, outcome)
}

/** Used before. Who came in by it is led on where it led then; nothing happens a second time (ATTEMPT_ONCE). */
export async function redirectToLanding(
  kit: Kit<unknown>,
  attempt: Attempt,
  session: Pick<HostSession, 'userId'> | null,
): Promise<Response> {
  const { landing } = attempt
  if (landing && session?.userId === landing.userId) return redirect(new URL(landing.path, kit.product.origin))
  return refuseUnknown(kit, session ? pageOf(kit.paths, attempt.kind) : kit.paths.login)
}

export async function redirectToNewLanding(
  kit: Kit<unknown>,
  { id }: Attempt,
  session: HostSession | null,
): Promise<Response> {
  const attempt = await kit.store.records.attempts.find(id)
  return attempt ? redirectToLanding(kit, attempt, session) : refuseUnknown(kit, kit.paths.login)
}

export async function refuseUnknown(kit: Kit<unknown>, path: string): Promise<Response> {
  return sealNotice(kit, { path }, { kind: 'refused', code: 'attempt_invalid', reference: newAuditId() })
}
