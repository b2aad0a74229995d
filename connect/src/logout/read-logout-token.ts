import { issuedAtOf } from '../hub-answer.ts'

/** Whose sessions end, and the token's own name. At least one of `subject` and `sid` is there. */
export type LogoutToken = {
  readonly jti: string
  /** By the hub's clock: whole seconds, in milliseconds. */
  readonly issuedAt: number
  /** Milliseconds since 1970. */
  readonly expiresAt: number
} & ({ readonly sid: string; readonly subject: string | null } | { readonly sid: null; readonly subject: string })

/** Seconds that such a token may be good for (section 2.4). */
const LONGEST = 120

/** Seconds that the clocks of hub and product may be apart. */
const SKEW = 10

const EVENT = 'http://schemas.openid.net/event/backchannel-logout'

/**
 * What a logout token says whose signature and type are in order.
 *
 * OpenID Connect Back-Channel Logout 1.0, section 2.6: from this issuer, for this client, of this moment, about a logout
 * and nothing else. A nonce would make it an ID token.
 *
 * @returns null where anything of it is amiss
 */
export function readLogoutToken(
  claims: Readonly<Record<string, unknown>>,
  expected: { readonly issuer: string; readonly clientId: string; readonly now: number },
): LogoutToken | null {
  const { iss, aud, iat, exp, jti, events, sub, sid } = claims
  const now = expected.now / 1000
  const isOurs = iss === expected.issuer && [aud].flat().includes(expected.clientId)
  if (!isOurs || 'nonce' in claims || !isLogout(events) || !isText(jti)) return null
  if (!isInstant(iat) || !isInstant(exp)) return null
  if (iat > now + SKEW || exp <= now - SKEW || exp <= iat || exp - iat > LONGEST) return null
  if (!isTextOrAbsent(sub) || !isTextOrAbsent(sid)) return null
  const token = { jti, issuedAt: issuedAtOf(claims), expiresAt: (exp + SKEW) * 1000 }
  if (sid !== undefined) return { ...token, sid, subject: sub ?? null }
  return sub === undefined ? null : { ...token, sid: null, subject: sub }
}

function isLogout(events: unknown): boolean {
  if (typeof events !== 'object' || events === null || !Object.hasOwn(events, EVENT)) return false
  const event: unknown = Reflect.get(events, EVENT)
  return typeof event === 'object' && event !== null && !Array.isArray(event)
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '' && value.length <= 1000
const isTextOrAbsent = (value: unknown): value is string | undefined => value === undefined || isText(value)
const isInstant = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value)
