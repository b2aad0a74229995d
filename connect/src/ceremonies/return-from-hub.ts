import type { HostSession } from '../api/host.ts'
import { readAttemptCookie } from './attempt-cookies.ts'
import type { Cause } from '../cause.ts'
import type { HubAnswer } from '../hub/hub-answer.ts'
import { type AttemptSecret, attemptSecretOf, isSameText, newAuditId } from '../ids.ts'
import type { Kit } from '../kit.ts'
import { clearWaitingHintCookie, hintCookie } from './hint-cookie.ts'
import { sealNotice } from '../notices/notices.ts'
import { fetchFirstApps } from '../product-sessions/app-menu.ts'
import type { Attempt, LinkingAttempt, SignInAttempt } from '../records/attempts.ts'
import { Refusal } from '../refusal.ts'
import { redirect } from '../http/responses.ts'
import { ask } from './ask.ts'
import { finishLinkTenant } from './finish-link-tenant.ts'
import { finishLinkUser } from './finish-link-user.ts'
import { finishSignIn, type Browser } from './finish-sign-in.ts'
import { type Finished, pageOf, respond } from './outcome.ts'
import { readTicket, secretIn } from './sign-in-ticket.ts'

/** `GET /connect/callback`: the one place to which the hub sends browsers back. */
export async function returnFromHub<Tx>(kit: Kit<Tx>, request: Request): Promise<Response> {
  const { search, searchParams } = new URL(request.url)
  const session = await kit.sessions.read(request)
  const found = await findAttempt(kit, request, searchParams.get('state'))
  if (!found) return refuseUnknown(kit, kit.paths.login)

  const { attempt, secret } = found
  if (attempt.consumedAt !== null) return leadOn(kit, attempt, session)
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
    return await respondTo(kit, attempt, outcome)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return leadOnAfresh(kit, attempt, session)
  }
}

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

async function respondTo<Tx>(kit: Kit<Tx>, attempt: Attempt, outcome: Finished): Promise<Response> {
  // Cookies come of a commit of its own, so no one else was faster then.
  const isUsedMeanwhile = outcome.kind === 'refused' && outcome.code === 'attempt_invalid' && !outcome.cookies
  const twin = isUsedMeanwhile ? await kit.store.records.attempts.find(attempt.id) : null
  // The same answer arrived twice at once, and the other one was a moment faster.
  if (twin?.landing) return leadOn(kit, twin, { userId: twin.landing.userId })
  return respond(kit, attempt, outcome)
}

/** The page was loaded again while it asks: the code is spent, the question is still open. */
async function answerAgain<Tx>(kit: Kit<Tx>, attempt: SignInAttempt, session: HostSession | null): Promise<Response> {
  if (!attempt.question) return refuseUnknown(kit, kit.paths.login)
  const answer = { kind: 'token', identity: attempt.question.identity, assured: true } as const
  return finish(kit, attempt, answer, session)
}

/** Used before. Who came in by it is led on where it led then; nothing happens a second time (ATTEMPT_ONCE). */
async function leadOn(
  kit: Kit<unknown>,
  attempt: Attempt,
  session: Pick<HostSession, 'userId'> | null,
): Promise<Response> {
  const { landing } = attempt
  if (landing && session?.userId === landing.userId) return redirect(new URL(landing.path, kit.product.origin))
  return refuseUnknown(kit, session ? pageOf(kit.paths, attempt.kind) : kit.paths.login)
}

export async function leadOnAfresh(kit: Kit<unknown>, { id }: Attempt, session: HostSession | null): Promise<Response> {
  const attempt = await kit.store.records.attempts.find(id)
  return attempt ? leadOn(kit, attempt, session) : refuseUnknown(kit, kit.paths.login)
}

export async function refuseUnknown(kit: Kit<unknown>, path: string): Promise<Response> {
  return redirect(sealNotice(kit, path, { code: 'attempt_invalid', reference: newAuditId() }))
}
