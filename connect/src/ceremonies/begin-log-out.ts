import { redirect } from '../http/responses.ts'
import { newId } from '../ids.ts'
import type { Kit } from '../kit.ts'
import { attemptCookie, clearOldestAttempts } from './attempt-cookies.ts'
import { tryOrNotify } from './begin-attempt.ts'
import { clearHintCookie, readHintCookie } from './hint-cookie.ts'

/** What the cookie of such an attempt holds: its name is the secret, and a sign-in's holds something else. */
export const LOG_OUT = 'log-out'

/**
 * `POST /connect/log-out`: a person logs out everywhere (OpenID Connect RP-Initiated Logout 1.0). What they still have
 * here through the hub ends at once, whatever the hub says; then the browser goes there to end its session.
 */
export async function beginLogOut(kit: Kit<unknown>, request: Request): Promise<Response> {
  const session = await kit.sessions.read(request)
  if (session?.productSessionId) await kit.store.records.sessions.delete(session.productSessionId)
  return tryOrNotify(kit, kit.paths.login, null, async () => {
    const state = newId('out')
    const to = await kit.relyingParty.endSession({ state, idToken: readHintCookie(kit, request) })
    return redirect(to, [
      ...clearOldestAttempts(kit, request),
      attemptCookie(kit, state, LOG_OUT),
      clearHintCookie(kit),
    ])
  })
}
