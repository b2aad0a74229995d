import { CheckFailed } from '../cause.ts'
import { CLOCK_TOLERANCE, ClocksDiffer, isAhead, isPast } from '../clocks.ts'
import { issuedAtOf, isText } from '../hub/hub-answer.ts'
import { isSameIssuer } from '../hub/same-issuer.ts'

/** Whose sessions end, and the token's own name. At least one of `subject` and `sid` is there. */
export type LogoutToken = {
  readonly jti: string
  /** By the hub's clock: whole seconds, in milliseconds. */
  readonly issuedAt: number
  /** Milliseconds since 1970. */
  readonly expiresAt: number
} & ({ readonly sid: string; readonly subject: string | null } | { readonly sid: null; readonly subject: string })

/** What logout tokens of an issuer may leave out and how long they may live. */
export interface LogoutTokenRules {
  /** Seconds from `iat` to `exp`. */
  readonly longest: number
  /** Seconds that a token without `exp` is taken; null where it has to be there. */
  readonly withoutEnd: number | null
}

/** A hub of ours: section 2.4, and two minutes at most (section 4). */
export const HUB_RULES: LogoutTokenRules = { longest: 120, withoutEnd: null }

/**
 * Any other provider. `exp` is required since errata 1 of the specification only, and "at most two minutes" is its
 * advice, which several do not take. A token that ends no session leaves people logged in; one that is repeated within
 * its life is known by its `jti`.
 */
export const PROVIDER_RULES: LogoutTokenRules = { longest: 900, withoutEnd: 120 }

const EVENT = 'http://schemas.openid.net/event/backchannel-logout'

/**
 * What a logout token says whose signature and type are in order.
 *
 * OpenID Connect Back-Channel Logout 1.0, section 2.6: from this issuer, for this client, of this moment, about a logout
 * and nothing else. A nonce would make it an ID token.
 *
 * @throws {CheckFailed} where anything of it is amiss
 */
export function readLogoutToken(
  claims: Readonly<Record<string, unknown>>,
  expected: { readonly issuer: string; readonly clientId: string; readonly now: number },
  rules: LogoutTokenRules,
): LogoutToken {
  const { iss, aud, iat, jti, events, sub, sid } = claims
  const { now } = expected
  if (!isSameIssuer(iss, expected.issuer)) throw amiss('iss')
  if (![aud].flat().includes(expected.clientId)) throw amiss('aud')
  if ('nonce' in claims) throw amiss('nonce')
  if (!isLogout(events)) throw amiss('events')
  if (!isText(jti)) throw amiss('jti')
  if (!isInstant(iat)) throw amiss('iat')
  if (isAhead(iat, now)) throw new ClocksDiffer('iat', iat * 1000 - now)
  const exp = endOf(claims, iat, rules)
  if (isPast(exp, now)) throw tooLate('exp' in claims ? 'exp' : 'iat', now - exp * 1000)
  if (!isTextOrAbsent(sub)) throw amiss('sub')
  if (!isTextOrAbsent(sid)) throw amiss('sid')
  const token = { jti, issuedAt: issuedAtOf(claims), expiresAt: exp * 1000 + CLOCK_TOLERANCE }
  if (sid !== undefined) return { ...token, sid, subject: sub ?? null }
  if (sub === undefined) throw amiss('sub')
  return { ...token, sid: null, subject: sub }
}

/** Seconds since 1970 until which it counts. */
function endOf({ exp }: Readonly<Record<string, unknown>>, iat: number, { longest, withoutEnd }: LogoutTokenRules) {
  if (exp === undefined && withoutEnd !== null) return iat + withoutEnd
  if (!isInstant(exp) || exp <= iat || exp - iat > longest) throw amiss('exp')
  return exp
}

function tooLate(claim: string, ago: number): CheckFailed {
  const seconds = Math.ceil(ago / 1000)
  return new CheckFailed(
    claim,
    `It ended ${seconds} seconds ago by this product's clock: it is late, or the clocks differ.`,
  )
}

function amiss(claim: string): CheckFailed {
  return new CheckFailed(claim, `The claim "${claim}" is not as a logout token for this product has it.`)
}

export function isLogout(events: unknown): boolean {
  const { [EVENT]: event }: Readonly<Record<string, unknown>> = Object(events)
  return typeof event === 'object' && event !== null && !Array.isArray(event)
}

const isTextOrAbsent = (value: unknown): value is string | undefined => value === undefined || isText(value)
const isInstant = (value: unknown): value is number => Number.isFinite(value)
