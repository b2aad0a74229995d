import { readQuery } from '../http/forms.ts'
import type { HostSession } from '../api/host.ts'
import type { Cause } from '../cause.ts'
import type { HubAnswer } from '../hub/hub-answer.ts'
import type { Kit } from '../kit.ts'
import type { Attempt, LinkingAttempt, SignInAttempt } from '../records/attempts.ts'
import { Refusal } from '../refusal.ts'
import { findAttempt, redirectToLanding, redirectToNewLanding, refuseUnknown, respondTo } from './attempt.ts'
import { completeSignIn } from './complete-sign-in.ts'
import { finishLinkTenant } from './finish-link-tenant.ts'
import { finishLinkUser } from './finish-link-user.ts'
import { hintCookie } from './hint-cookie.ts'
import { pageOf } from './outcome.ts'

/** `GET /connect/callback`: the one place to which the hub sends browsers back. */
export async function returnFromHub<Tx>(kit: Kit<Tx>, request: Request): Promise<Response> {
  const { search } = new URL(request.url)
  const session = await kit.sessions.read(request)
  const found = await findAttempt(kit, request, readQuery(request).get('state'))
  if (!found) return refuseUnknown(kit, kit.paths.login)

  const { attempt, secret } = found
  if (attempt.consumedAt !== null) return redirectToLanding(kit, attempt, session)
  if (attempt.expiresAt <= kit.now()) return refuseUnknown(kit, pageOf(kit.paths, attempt.kind))
  if (attempt.kind !== 'sign_in' && !isBegunIn(attempt, session)) return refuseUnknown(kit, kit.paths.login)
  if (attempt.kind === 'sign_in' && attempt.question) return answerAgain(kit, attempt, session)

  const { kind, id: state, startedAt } = attempt
  const freshSince = kind === 'sign_in' ? null : startedAt
  const answer = await kit.relyingParty.finish(search, { kind, state, secret, freshSince })
  if (answer.cause) noteCause(kit, attempt, answer, answer.cause)
  return finish(kit, attempt, answer, session)
}

/** Why the hub's answer did not lead on: the person gets a code, the product's operator the check. */
function noteCause(
  { log }: Pick<Kit<unknown>, 'log'>,
  { auditId, kind }: Attempt,
  answer: HubAnswer,
  cause: Cause,
): void {
  const isSaid = answer.kind === 'refused' && answer.code !== 'product_refused'
  const code = answer.kind === 'refused' ? { code: answer.code } : {}
  const reference = (answer.kind === 'refused' ? answer.reference : null) ?? auditId
  log({
    level: isSaid ? 'info' : 'warn',
    event: 'hub_answer',
    reference,
    ceremony: kind,
    answer: answer.kind,
    ...code,
    ...cause,
  })
}

/** The live session that began it, of the user who began it (T2). */
function isBegunIn(attempt: LinkingAttempt, session: HostSession | null): session is HostSession {
  return session !== null && session.id === attempt.sessionId && session.userId === attempt.userId
}

async function finish<Tx>(kit: Kit<Tx>, attempt: Attempt, answer: HubAnswer, session: HostSession | null) {
  try {
    if (attempt.kind === 'sign_in') return await completeSignIn(kit, attempt, answer, { session, agreed: null })
    if (!isBegunIn(attempt, session)) return await refuseUnknown(kit, kit.paths.login)
    const complete: typeof finishLinkUser<Tx> = attempt.kind === 'link_tenant' ? finishLinkTenant : finishLinkUser
    const outcome = await complete(kit, attempt, answer, session)
    kit.wake()
    if (outcome.kind === 'refused' || answer.kind !== 'token') return await respondTo(kit, attempt, outcome)
    // The hub's session goes on after a logout here, and logging out there wants no question.
    const cookies = [...outcome.cookies, hintCookie(kit, answer.idToken)]
    return await respondTo(kit, attempt, { ...outcome, cookies })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return redirectToNewLanding(kit, attempt, session)
  }
}

/** The page was loaded again while it asks: the code is spent, the question is still open. */
async function answerAgain<Tx>(kit: Kit<Tx>, attempt: SignInAttempt, session: HostSession | null): Promise<Response> {
  if (!attempt.question) return refuseUnknown(kit, kit.paths.login)
  const answer = { kind: 'token', identity: attempt.question.identity, assured: true } as const
  return finish(kit, attempt, answer, session)
}
