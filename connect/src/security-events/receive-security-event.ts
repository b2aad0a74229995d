import { causeOf, CheckFailed } from '../cause.ts'
import { CLOCK_TOLERANCE, ClocksDiffer } from '../clocks.ts'
import { readBody } from '../http/forms.ts'
import { type HubKeys, KeysNotReached } from '../hub/hub-keys.ts'
import { sparingNames } from '../doer.ts'
import { newAuditId } from '../ids.ts'
import type { Kit } from '../kit.ts'
import { endOfHubSession } from '../logout/end-of-hub-session.ts'
import { endOfSubject } from '../logout/end-of-subject.ts'
import { securityEventErrors } from '../messages/en.ts'
import { recheckLink } from '../tenant-links/confirm-link.ts'
import { type Effect, errorOf, type EventError, readSecurityEvent, type SecurityEvent } from './read-security-event.ts'

/** Bytes that a Security Event Token may have. */
const LARGEST = 16_384

/**
 * `POST /connect/security-events`: the hub, or another provider, says what happened to an account, a session or a link
 * (RFC 8935, push-based delivery of RFC 8417 tokens). Sessions from before it end here, and what is under way by what
 * was said before it begins nothing. Who is meant, and whether anything ended, is not told.
 *
 * What cannot be checked, because the hub's keys cannot be had, is not taken: the transmitter tries again.
 */
export async function receiveSecurityEvent<Tx>(kit: Kit<Tx>, request: Request, keys: HubKeys): Promise<Response> {
  const jwt = await readBody(request, 'application/secevent+jwt', LARGEST)
  try {
    const event = await read(kit, keys, jwt)
    await sparingNames(kit, (sparing) => apply(sparing, event))
    return answer(202)
  } catch (error) {
    if (!(error instanceof CheckFailed || error instanceof KeysNotReached)) throw error
    const event = error instanceof CheckFailed ? 'security_event_refused' : 'hub_keys_not_reached'
    kit.log({ level: 'warn', event, reference: newAuditId(), ...causeOf(error) })
    if (error instanceof ClocksDiffer) return refuse(errorOf(error), error.message)
    return error instanceof CheckFailed ? refuse(errorOf(error)) : answer(503)
  }
}

/** @throws {CheckFailed} @throws {KeysNotReached} */
async function read(
  { eventSource, now }: Pick<Kit<unknown>, 'eventSource' | 'now'>,
  keys: HubKeys,
  jwt: string | null,
): Promise<SecurityEvent> {
  if (jwt === null) throw new CheckFailed('body', 'It is not of application/secevent+jwt, or larger than 16 KiB.')
  const claims = await keys.read(jwt, { name: 'secevent+jwt', isOptional: eventSource.takesUntyped })
  return readSecurityEvent(claims, eventSource, now())
}

/** A token that was used before changes nothing, and is taken all the same: the answer to it was lost (section 2.2). */
async function apply<Tx>(kit: Kit<Tx>, { jti, effects }: SecurityEvent): Promise<void> {
  const auditId = newAuditId()
  // Nothing that began before it lives longer, so that it does no harm when it comes again after that.
  const until = kit.now() + kit.lifetimes.session * 1000 + CLOCK_TOLERANCE
  const isNew = await kit.store.transaction(async (records, tx) => {
    if (!(await records.logoutTokens.use(kit.eventSource.issuer, jti, until))) return false
    for (const effect of effects) {
      if (effect.kind === 'session') await endOfHubSession(kit, records, tx, { ...effect, auditId })
      if (effect.kind === 'person') await endOfSubject(kit, records, tx, { ...personEnd(effect), auditId })
    }
    return true
  })
  if (!isNew) return
  for (const effect of effects) if (effect.kind === 'link') await askAbout(kit, effect.linkId)
}

function personEnd({ cause, subject, organizationId, until }: Extract<Effect, { kind: 'person' }>) {
  return { subject, organizationId, saidAt: until, issuedUntil: until, cause }
}

/**
 * A link ends because the hub says so when it is asked about this very id (RECHECK_BY_ID), or in its log, and in no
 * third way: a link that ended by mistake is gone for good. The token only makes this product ask at once.
 */
async function askAbout<Tx>(kit: Kit<Tx>, linkId: string): Promise<void> {
  const link = await kit.store.records.tenantLinks.find(linkId)
  if (link?.state === 'active') await recheckLink(kit, link)
  kit.wake()
}

function answer(status: 202 | 503): Response {
  const wait = status === 503 ? { 'Retry-After': '60' } : {}
  return new Response(null, { status, headers: { 'Cache-Control': 'no-store', ...wait } })
}

function refuse(err: EventError, description: string = securityEventErrors[err]): Response {
  const headers = { 'Content-Type': 'application/json', 'Content-Language': 'en', 'Cache-Control': 'no-store' }
  return Response.json({ err, description }, { status: 400, headers })
}
