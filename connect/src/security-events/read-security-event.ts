import { CheckFailed } from '../cause.ts'
import { ClocksDiffer, isAhead, isPast } from '../clocks.ts'
import type { EventSource } from '../hub/event-source.ts'
import { isText, issuedAtOf } from '../hub/hub-answer.ts'
import { isSameIssuer } from '../hub/same-issuer.ts'
import { isLogout } from '../logout/read-logout-token.ts'
import { isJson, type Json, readSubject, type Subject } from './read-subject.ts'

/** Why a Security Event Token is not taken (RFC 8935, section 2.4). */
export type EventError = 'invalid_request' | 'invalid_key' | 'invalid_issuer' | 'invalid_audience'

/** What a Security Event Token comes to here. */
export interface SecurityEvent {
  readonly jti: string
  /** None for what is taken note of and changes nothing. */
  readonly effects: readonly Effect[]
}

export type Effect =
  /** What the hub had said of a person up to an instant of its clock is over. */
  | {
      readonly kind: 'person'
      readonly cause: 'account_disabled' | 'sessions_revoked'
      readonly subject: string
      readonly organizationId: string | null
      readonly until: number
    }
  /** One session at the hub is over. */
  | { readonly kind: 'session'; readonly sid: string; readonly subject: string | null }
  /** A tenant link is said to be over. */
  | { readonly kind: 'link'; readonly linkId: string }

const RISC = 'https://schemas.openid.net/secevent/risc/event-type/'
const CAEP = 'https://schemas.openid.net/secevent/caep/event-type/'

/** A tenant link has ended at the hub; its payload has `link_id`. */
export const LINK_SEVERED = 'urn:lanyard:secevent:event-type:link-severed'

/**
 * What a Security Event Token (RFC 8417) says whose signature and type are in order: from this issuer, for this
 * product, and not of the future. It may be old, for it is delivered until it is taken; it concerns only what was
 * before it. A nonce would make it an ID token.
 *
 * Events of other types are passed over: the token is in order, and there is nothing to do about it. RFC 8935 has codes
 * for tokens that are not, and none for that; a transmitter would send it again or stop the stream.
 *
 * @throws {CheckFailed}
 */
export function readSecurityEvent(claims: Json, source: EventSource, now: number): SecurityEvent {
  const { iss, aud, iat, exp, jti, events } = claims
  if (!isSameIssuer(iss, source.issuer)) throw amiss('iss')
  if (![aud].flat().includes(source.audience)) throw amiss('aud')
  if (!isInstant(iat)) throw amiss('iat')
  if (isAhead(iat, now)) throw new ClocksDiffer('iat', iat * 1000 - now)
  if (exp !== undefined && (!isInstant(exp) || isPast(exp, now))) throw amiss('exp')
  if ('nonce' in claims) throw amiss('nonce')
  if (!isText(jti)) throw amiss('jti')
  // Where nothing but its claims tells one kind of token from the other, the other one keeps its name (`jti`) for its use.
  if (!isJson(events) || (source.takesUntyped && isLogout(events))) throw amiss('events')
  const named = Object.entries(events)
  const effects = named.map(([type, event]) => (isJson(event) ? effectsOf(type, event, claims, source) : null))
  if (named.length === 0 || effects.includes(null)) throw amiss('events')
  return { jti, effects: effects.flatMap((some) => some ?? []) }
}

/** What the transmitter hears of a check that failed. */
export function errorOf({ check }: Pick<CheckFailed, 'check'>): EventError {
  if (check === 'iss') return 'invalid_issuer'
  if (check === 'aud') return 'invalid_audience'
  return ['alg', 'crit', 'signature'].includes(check) ? 'invalid_key' : 'invalid_request'
}

function amiss(claim: string): CheckFailed {
  return new CheckFailed(claim, `The claim "${claim}" is not as an event for this product has it.`)
}

/** @returns null where the event is not as its type wants it */
function effectsOf(type: string, event: Json, claims: Json, source: EventSource): readonly Effect[] | null {
  if (type === LINK_SEVERED) return isText(event['link_id']) ? [{ kind: 'link', linkId: event['link_id'] }] : null
  const cause = CAUSES[type]
  if (!cause) return []
  const subject = readSubject(claims['sub_id'] ?? event['subject'], source)
  const until = untilOf(event, claims)
  if (subject === 'malformed' || until === null) return null
  if (subject === 'unknown') return []
  return type === SESSION_REVOKED && subject.sid !== null
    ? [{ kind: 'session', sid: subject.sid, subject: subject.person }]
    : ofPerson(cause, subject, until)
}

/** An account that is enabled again restores nothing: its person signs in, by links that were there all the time. */
const SESSION_REVOKED = `${CAEP}session-revoked`
const CAUSES: Readonly<Record<string, 'account_disabled' | 'sessions_revoked'>> = Object.assign(Object.create(null), {
  [`${RISC}account-disabled`]: 'account_disabled',
  [`${RISC}account-purged`]: 'account_disabled',
  [`${RISC}sessions-revoked`]: 'sessions_revoked',
  [SESSION_REVOKED]: 'sessions_revoked',
})

function ofPerson(
  cause: 'account_disabled' | 'sessions_revoked',
  { person: subject, organizationId }: Subject,
  until: number,
): readonly Effect[] {
  return subject === null ? [] : [{ kind: 'person', cause, subject, organizationId, until }]
}

/**
 * When it happened, by the clock that the ID tokens have, too: `event_timestamp` of CAEP, `toe` of RFC 8417, or when the
 * token was made, which it is never later than.
 */
function untilOf({ event_timestamp: at }: Json, { toe, iat }: Json): number | null {
  const happened = at ?? toe ?? iat
  return isInstant(happened) ? Math.min(issuedAtOf({ iat: happened }), issuedAtOf({ iat })) : null
}

const isInstant = (value: unknown): value is number => Number.isFinite(value) && Number(value) >= 0
