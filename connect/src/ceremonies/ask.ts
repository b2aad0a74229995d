import { ROUTES } from '../http/paths.ts'
import type { Kit } from '../kit.ts'
import type { Attempt } from '../records/attempts.ts'
import { waitingHintCookies } from './hint-cookie.ts'
import type { Outcome } from './outcome.ts'

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
