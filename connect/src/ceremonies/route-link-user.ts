import type { Feature } from '../api/host.ts'
import type { RefusalCode } from '../records/notice.ts'
import { type AnswerFacts, refuseAnswer } from './route-sign-in.ts'

/** What is known, in the commit, when an employee comes back who enabled logging in through the hub. */
export interface LinkUserFacts {
  /** Known, unused, in time, of this browser, and of the same live session of the host. */
  readonly attempt: 'usable' | 'unusable'
  readonly answer: AnswerFacts
  /** The one who began is an active employee whom the admin lets. */
  readonly mayLink: boolean
  readonly feature: Feature
  /** The tenant's active link, and whether it is with the organization that the token names. */
  readonly link: { readonly id: string; readonly sameOrganization: boolean; readonly isSuspended: boolean } | null
  readonly knownEpoch: number
  /** The user has a link already. */
  readonly userHeld: boolean
  /** The member is another user's already. */
  readonly memberHeld: boolean
}

export type LinkUserRoute = { readonly to: 'settings'; readonly code: RefusalCode } | { readonly to: 'linked' }

/** Where an attempt to link a user leads. The first row that matches wins. */
export function routeLinkUser(facts: LinkUserFacts): LinkUserRoute {
  const { attempt, answer, mayLink, feature, link, knownEpoch, userHeld, memberHeld } = facts
  const early = refuseAnswer(attempt, answer)
  if (early) return settings(early)
  if (answer.kind !== 'token') return settings('attempt_invalid')
  if (!mayLink) return settings('user_barred')
  if (feature !== 'on') return settings('not_invited')
  if (link === null) return settings('tenant_not_linked')
  if (link.isSuspended) return settings('link_suspended')
  if (!link.sameOrganization || answer.linkId !== link.id) return settings('wrong_organization')
  if (answer.memberEpoch < knownEpoch) return settings('attempt_invalid')
  if (userHeld) return settings('user_already_linked')
  if (memberHeld) return settings('member_already_linked')
  return { to: 'linked' }
}

const settings = (code: RefusalCode): LinkUserRoute => ({ to: 'settings', code })
