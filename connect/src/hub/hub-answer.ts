import { type Cause, CheckFailed, causeOf } from '../cause.ts'
import { CLOCK_TOLERANCE } from '../clocks.ts'
import { plainName } from '../plain-name.ts'
import type { Identity } from '../records/attempts.ts'
import type { RefusalCode } from '../records/notice.ts'

/** What came back from the hub to a ceremony; `cause` says why it is not what was hoped for, to the log alone. */
export type HubAnswer = { readonly cause?: Cause } & Said

type Said =
  /**
   * An ID token in order. `assured`: with the second factor, and as fresh as was asked. `idToken` is the token itself,
   * where it came just now.
   */
  | { readonly kind: 'token'; readonly identity: Identity; readonly assured: boolean; readonly idToken?: string }
  /** The hub said no, with its own reference where it gave one. */
  | {
      readonly kind: 'refused'
      readonly code: RefusalCode
      readonly reference: string | null
      readonly details?: Readonly<Record<string, string>>
    }
  /** Nothing, or nothing that makes sense: says nothing about the person. */
  | { readonly kind: 'silent' }
  /** Signed with a key that the hub does not publish, so that nothing in it counts. */
  | { readonly kind: 'unverified' }
  /** Not a trustworthy answer to this attempt: state, `iss`, nonce, code or token are not right. */
  | { readonly kind: 'untrusted' }

/** REFEDS multi-factor authentication profile. */
export const MFA = 'https://refeds.org/profile/mfa'

export type Claims = Readonly<Record<string, unknown>>

/**
 * Was the second factor used, and, where the ceremony asks for a fresh proof, after the ceremony began (T16)?
 *
 * @param freshSince when the ceremony began; null where a running session at the hub is good enough
 */
export function assuranceOf(claims: Claims, freshSince: number | null): Assurance {
  const { acr, amr } = claims
  return toAssurance(acr === MFA || (Array.isArray(amr) && amr.includes('mfa')), isFresh(claims, freshSince))
}

/** Whether a login is as good as was asked, and which claim says that it is not. */
export type Assurance = Pick<Extract<HubAnswer, { kind: 'token' }>, 'assured' | 'cause'>

export function toAssurance(isStrong: boolean, isFreshEnough: boolean): Assurance {
  if (isStrong && isFreshEnough) return { assured: true }
  const doubt = isStrong
    ? new CheckFailed('auth_time', 'The log-in is older than the ceremony that asked for it.')
    : new CheckFailed('acr', 'Neither acr nor amr says that a second factor was used.')
  return { assured: false, cause: causeOf(doubt) }
}

/**
 * Was the login made for this ceremony? Any will do where `freshSince` is null. A login in the minute before passes, for
 * it may be of a clock that is behind: up to there the hub's own `max_age=0` alone guards.
 */
export function isFresh({ auth_time: authTime }: Claims, freshSince: number | null): boolean {
  if (freshSince === null) return true
  // Logins are dated to the second.
  return typeof authTime === 'number' && authTime >= Math.floor((freshSince - CLOCK_TOLERANCE) / 1000)
}

/** What a person is called at the hub, by the most readable of what the token says. Display only, never matched. */
export function accountNameOf({ preferred_username, email, name, sub }: Claims): string {
  return plainName({ id: isText(sub) ? sub : '', name: [preferred_username, email, name].find(isText) ?? '' })
}

/**
 * When a token was made, by the clock of who made it, in milliseconds. Whole seconds, because not every provider says
 * more; 0, older than everything, where it does not say.
 */
export function issuedAtOf({ iat }: Claims): number {
  return Number.isFinite(iat) ? Math.floor(Number(iat)) * 1000 : 0
}

/**
 * The same identity with the login dated by this product's clock: by the token's own clock it is as old as there, so that
 * a proof lives no longer where the clocks differ.
 */
export function toOwnClock(identity: Identity, now: number): Identity {
  const { authenticatedAt, issuedAt } = identity
  if (authenticatedAt === null) return identity
  const age = Math.max(0, issuedAt - authenticatedAt)
  return { ...identity, authenticatedAt: Math.min(authenticatedAt, now - age) }
}

/** When the person gave their factors, by the clock of who made the token; null where it does not say. Milliseconds. */
export function authenticatedAtOf({ auth_time: authTime }: Claims): number | null {
  return Number.isFinite(authTime) ? Math.floor(Number(authTime)) * 1000 : null
}

/** @returns null where the token lacks what every ID token of a hub says */
export function readIdentity(claims: Claims): Identity | null {
  const { sub, org_id, org_name, member_epoch, link_id, link_user, sid } = claims
  if (!isText(sub) || !isText(org_id) || !isText(org_name) || !Number.isSafeInteger(member_epoch)) return null
  return {
    subject: sub,
    organizationId: org_id,
    organizationName: plainName({ id: org_id, name: org_name }),
    memberEpoch: Number(member_epoch),
    issuedAt: issuedAtOf(claims),
    authenticatedAt: authenticatedAtOf(claims),
    linkId: isText(link_id) ? link_id : null,
    linkedElsewhere: readElsewhere(claims['linked_elsewhere']),
    linkUser: link_user === true,
    accountName: accountNameOf(claims),
    sid: isText(sid) ? sid : null,
  }
}

function readElsewhere(value: unknown): Identity['linkedElsewhere'] {
  const { deployment, url }: Claims = Object(value)
  return isText(deployment) && isText(url) && /^https?:/.test(url) ? { deployment, url } : null
}

/** A text that a row can hold: PostgreSQL takes no NUL. */
export const isText = (value: unknown): value is string =>
  typeof value === 'string' && value !== '' && value.length <= 1000 && !value.includes('\0')

/** What a refusal's words name besides the two sides. */
export function detailsOfRefusal(answer: HubAnswer): Readonly<Record<string, string>> {
  return answer.kind === 'refused' ? (answer.details ?? {}) : {}
}

/** Codes that a hub may give in `error_description`, before the blank and the reference. */
const HUB_CODES = [
  'attempt_invalid',
  'attempt_cancelled',
  'member_inactive',
  'organization_suspended',
  'member_unknown',
  'not_a_master',
  'organization_already_linked',
  'tenant_already_linked',
  'wrong_organization',
  'linking_paused',
] as const satisfies readonly RefusalCode[]

/**
 * Reads an OAuth error of the hub, from its redirect or from its token endpoint. A refusal that is described otherwise
 * than by a code known here says nothing of why: that a person cancelled is believed only where it is said, or where
 * nothing is.
 */
export function readRefusal(error: string, description: string | undefined): HubAnswer {
  const [word = '', reference, ...more] = (description ?? '').split(' ')
  const code = HUB_CODES.find((candidate) => candidate === word)
  const isByTheBook = /^[a-z_]{1,64}$/.test(word) && more.length === 0
  const readable = isByTheBook && reference !== undefined && /^[\w-]{4,64}$/.test(reference) ? reference : null
  if (code) return { kind: 'refused', code, reference: readable }
  if (error === 'access_denied') {
    return {
      kind: 'refused',
      code: description === undefined ? 'attempt_cancelled' : 'hub_refused',
      reference: readable,
    }
  }
  if (error === 'server_error' || error === 'temporarily_unavailable') return { kind: 'silent' }
  if (PRODUCT_ERRORS.includes(error)) return { kind: 'refused', code: 'product_refused', reference: null }
  return { kind: 'untrusted' }
}

const PRODUCT_ERRORS = [
  'invalid_client',
  'unauthorized_client',
  'invalid_request',
  'invalid_scope',
  'invalid_target',
  'invalid_authorization_details',
  'unsupported_response_type',
]
