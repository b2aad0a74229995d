import type { HubAnswer } from '../hub/hub-answer.ts'
import type { Kit } from '../kit.ts'
import { fetchFirstApps } from '../product-sessions/app-menu.ts'
import type { SignInAttempt } from '../records/attempts.ts'
import { ask } from './ask.ts'
import { respondTo } from './attempt.ts'
import { type Browser, finishSignIn } from './finish-sign-in.ts'
import { clearWaitingHintCookie, hintCookie } from './hint-cookie.ts'

/** @throws {Refusal} `attempt_invalid` when the attempt was used meanwhile */
export async function completeSignIn<Tx>(
  kit: Kit<Tx>,
  attempt: SignInAttempt,
  answer: HubAnswer,
  browser: Browser,
): Promise<Response> {
  const outcome = await finishSignIn(kit, attempt, answer, browser)
  const idToken = answer.kind === 'token' ? answer.idToken : undefined
  if (outcome.kind === 'question') return ask(kit, attempt, outcome, idToken)
  if (!outcome.session || outcome.kind !== 'done') return respondTo(kit, attempt, outcome)
  // After the commit, so that the log tells of no sign-in that was rolled back.
  const { tenantId: tenant, userId: user, linkId: link } = outcome.session
  kit.log({ level: 'info', event: 'signed_in', tenant, user, link, reference: attempt.auditId })
  await fetchFirstApps(kit, outcome.session)
  const cookies = [...outcome.cookies, hintCookie(kit, idToken), clearWaitingHintCookie(kit)]
  return respondTo(kit, attempt, { ...outcome, cookies })
}
