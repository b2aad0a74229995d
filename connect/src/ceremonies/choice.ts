import { readForm } from '../http/forms.ts'
import { redirect } from '../http/responses.ts'
import type { Kit } from '../kit.ts'
import { Refusal } from '../refusal.ts'
import { clearAttemptCookie } from './attempt-cookies.ts'
import { findAttempt, redirectToNewLanding, refuseUnknown } from './attempt.ts'
import { completeSignIn } from './complete-sign-in.ts'
import { clearWaitingHintCookie, readWaitingHint } from './hint-cookie.ts'

/** `POST /connect/choice`: what the person chose. Only the session that they were shown may be left for it. */
export async function choose<Tx>(kit: Kit<Tx>, request: Request): Promise<Response> {
  const form = await readForm(request)
  const session = await kit.sessions.read(request)
  const found = await findAttempt(kit, request, form.get('attempt'))
  if (found?.attempt.kind !== 'sign_in' || !found.attempt.question) return refuseUnknown(kit, kit.paths.login)
  const { attempt } = found
  const { identity, sessionId } = found.attempt.question
  if (form.get('answer') !== 'continue') {
    await kit.store.records.attempts.consume(attempt.id, kit.now(), null)
    const cleared = [clearAttemptCookie(kit, attempt.id), clearWaitingHintCookie(kit)]
    return redirect(new URL(kit.paths.home, kit.product.origin), cleared)
  }
  const idToken = readWaitingHint(kit, request, attempt.id)
  try {
    return await completeSignIn(
      kit,
      found.attempt,
      { kind: 'token', identity, assured: true, ...(idToken !== null && { idToken }) },
      { session, agreed: sessionId },
    )
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return redirectToNewLanding(kit, attempt, session)
  }
}
