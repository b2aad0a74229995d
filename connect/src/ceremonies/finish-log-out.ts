import { readQuery } from '../http/forms.ts'
import { newAuditId } from '../ids.ts'
import type { Kit } from '../kit.ts'
import { sealNotice } from '../notices/notices.ts'
import { clearAttemptCookie, readAttemptCookie } from './attempt-cookies.ts'
import { refuseUnknown } from './attempt.ts'
import { LOG_OUT } from './begin-log-out.ts'

/**
 * `GET /connect/logged-out`: the browser comes back from logging out at the hub. That it does is all that is learnt, and
 * only where this very browser went there; nothing ends because of it. Anyone may have gone there, so nothing is written
 * down (T45).
 */
export async function finishLogOut(kit: Kit<unknown>, request: Request): Promise<Response> {
  const state = readQuery(request).get('state')
  if (state === null || readAttemptCookie(kit, request, state) !== LOG_OUT) return refuseUnknown(kit, kit.paths.login)
  const notice = { kind: 'done', code: 'logged_out_everywhere', reference: newAuditId() } as const
  return sealNotice(kit, { path: kit.paths.login, cookies: [clearAttemptCookie(kit, state)] }, notice)
}
