import { clearAttemptCookie } from '../attempt-cookies.ts'
import type { Kit } from '../kit.ts'
import { ROUTES } from '../paths.ts'
import { readForm } from '../forms.ts'
import { clearWaitingHintCookie, readWaitingHint, waitingHintCookies } from '../logout/hint-cookie.ts'
import type { Attempt } from '../records/attempts.ts'
import { Refusal } from '../refusal.ts'
import { redirect } from '../responses.ts'
import type { Outcome } from './outcome.ts'
import { completeSignIn, findAttempt, leadOnAfresh, refuseUnknown } from './return-from-hub.ts'

/**
 * The page that asks "You are logged in as …. Continue as …?" (A28).
 *
 * @param idToken of the sign-in that waits, where it came just now
 */
export async function ask(
  kit: Kit<unknown>,
  attempt: Pick<Attempt, 'id'>,
  { currentName, otherName }: Extract<Outcome, { kind: 'question' }>,
  idToken: string | undefined,
): Promise<Response> {
  const page = await kit.renderChoice({
    action: ROUTES.choice,
    fields: { attempt: attempt.id },
    currentName,
    otherName,
    button: { name: 'answer', continue: 'continue', keep: 'keep' },
  })
  const headers = new Headers(page.headers)
  for (const line of idToken === undefined ? [] : waitingHintCookies(kit, attempt.id, idToken)) {
    headers.append('Set-Cookie', line)
  }
  return new Response(page.body, { status: page.status, headers })
}

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
    return leadOnAfresh(kit, attempt, session)
  }
}
