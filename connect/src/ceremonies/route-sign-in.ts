import type { Feature } from '../api/host.ts'
import type { HubAnswer } from '../hub/hub-answer.ts'
import type { RefusalCode } from '../records/notice.ts'

/** What is known when a sign-in comes back from the hub. */
export interface SignInFacts {
  /** Known, unused, in time, of this browser, and not overtaken by an end of what the hub said. */
  readonly attempt: 'usable' | 'unusable'
  readonly answer: AnswerFacts
  /** The active link of the member's organization with a tenant of this deployment. */
  readonly link: { readonly id: string; readonly feature: Feature; readonly isSuspended: boolean } | null
  /** The highest epoch of the member that this deployment has heard of. */
  readonly knownEpoch: number
  /** The user that the member is linked to under that link. */
  readonly user: { readonly class: 'employee' | 'contact'; readonly active: boolean } | null
  /** Whose session this browser holds here. `agreed`: another user's, and the person chose to leave it (A28). */
  readonly session: 'none' | 'same' | 'other' | 'agreed'
}

/** The part of an answer that decides. */
export type AnswerFacts =
  | { readonly kind: 'untrusted' | 'unverified' | 'silent' }
  | Pick<Extract<HubAnswer, { kind: 'refused' }>, 'kind' | 'code'>
  | TokenFacts

export interface TokenFacts {
  readonly kind: 'token'
  readonly assured: boolean
  readonly linkId: string | null
  readonly memberEpoch: number
}

export type SignInRoute =
  { readonly to: 'login'; readonly code: RefusalCode } | { readonly to: 'question' } | { readonly to: 'session' }

/** Where a sign-in that comes back from the hub leads. The first row that matches wins. */
export function routeSignIn(facts: SignInFacts): SignInRoute {
  const { attempt, answer, link, knownEpoch, user, session } = facts
  const early = refuseAnswer(attempt, answer)
  if (early) return login(early)
  if (answer.kind !== 'token') return login('attempt_invalid')
  if (link === null) return login('tenant_not_linked')
  if (link.feature === 'off') return login('not_invited')
  // Before the id: a hub that does not know the link names none.
  if (link.isSuspended) return login('link_suspended')
  if (answer.linkId !== link.id || answer.memberEpoch < knownEpoch) return login('attempt_invalid')
  if (user === null) return login('user_not_linked')
  if (user.class === 'contact') return login('user_barred')
  if (!user.active) return login('user_inactive')
  if (session === 'other') return { to: 'question' }
  return { to: 'session' }
}

/** The five rows with which every ceremony's table begins. */
export function refuseAnswer(attempt: 'usable' | 'unusable', answer: AnswerFacts): RefusalCode | null {
  if (attempt === 'unusable' || answer.kind === 'untrusted') return 'attempt_invalid'
  if (answer.kind === 'refused') return answer.code
  if (answer.kind === 'unverified') return 'hub_key_unknown'
  if (answer.kind === 'silent') return 'hub_unavailable'
  return answer.kind === 'token' && answer.assured ? null : 'assurance_too_low'
}

const login = (code: RefusalCode): SignInRoute => ({ to: 'login', code })
