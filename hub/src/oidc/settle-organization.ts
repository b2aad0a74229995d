import type { OrganizationId } from '../ids.ts'
import type { ActiveMember } from '../people/members/member.ts'
import type { Membership } from '../people/members/memberships-of.ts'

export interface OrganizationCandidates {
  /** By the product's request, or by the client's registration. */
  readonly asked: OrganizationId | null
  /** By the person, in this very sign-in. */
  readonly chosen: OrganizationId | null
  /** With which they last signed in to the module that they are headed for. */
  readonly remembered: OrganizationId | null
  /** The one that the session is in. */
  readonly current: OrganizationId | null
}

export type OrganizationOutcome =
  | { readonly outcome: 'settled'; readonly membership: Membership & { readonly member: ActiveMember } }
  | { readonly outcome: 'inactive'; readonly membership: Membership }
  /** The person has to choose among all, inactive ones included. */
  | { readonly outcome: 'choose' }
  /** An organization was asked for that the account is no member of. */
  | { readonly outcome: 'foreign' }
  /** The account is a member of none. */
  | { readonly outcome: 'none' }

/**
 * In which organization a person signs in: the one asked for, the one they chose, the one remembered for the module, the
 * one that the session is in, or the only one. The status is looked at afterwards (A22), and only what merely comes of
 * earlier days gives way where the person is inactive: they are not kept out of their other organizations by it.
 */
export function settleOrganization(
  memberships: readonly Membership[],
  { asked, chosen, remembered, current }: OrganizationCandidates,
): OrganizationOutcome {
  const find = (organization: OrganizationId | null) =>
    memberships.find(({ member }) => member.organization === organization)
  const [first, ...others] = memberships
  if (first === undefined) return { outcome: 'none' }

  if (asked !== null) return judge(find(asked))
  if (chosen !== null) return judge(find(chosen))
  const before = [find(remembered), find(current)].find((membership) => membership?.member.status === 'active')
  if (before !== undefined) return judge(before)
  return others.length === 0 ? judge(first) : { outcome: 'choose' }
}

function judge(membership: Membership | undefined): OrganizationOutcome {
  if (membership === undefined) return { outcome: 'foreign' }
  const { member, organization } = membership
  if (member.status !== 'active') return { outcome: 'inactive', membership }
  return { outcome: 'settled', membership: { member, organization } }
}
