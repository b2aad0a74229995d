import { findLinkingPause } from '../../people/accounts/find-linking-pause.ts'
import { keepRefusal } from '../../people/ceremonies/advance.ts'
import type { Proven, ShownRefusal } from '../../people/ceremonies/progress.ts'
import { findOrganizationChoice } from '../../connections/organization-choices/find-organization-choice.ts'
import type { Person } from '../../people/ceremonies/find-person.ts'
import type { Membership } from '../../people/members/memberships-of.ts'
import type { ActiveMember } from '../../people/members/member.ts'
import { serves } from '../../people/members/terms.ts'
import { refuseInactive } from '../../people/members/refuse-inactive.ts'
import { type CeremonyResult, organizationOfSession } from '../../oidc/sign-in-context.ts'
import { type OrganizationOutcome, settleOrganization } from '../../oidc/settle-organization.ts'
import { type CeremonyRefusal, Refusal, refuseCeremony } from '../../refusal.ts'
import type { Instant } from '../../clock.ts'
import type { AccountId } from '../../ids.ts'
import type { Ceremony } from './ceremony.ts'
import { findOffer, type Offer } from './find-offer.ts'
import type { Site } from '../site.ts'

export type ActiveMembership = Membership & { readonly member: ActiveMember }

/** Who it is, and in which organization, is settled. */
interface ReadyToAnswer {
  readonly membership: ActiveMembership
  readonly proven: Proven
}

/** What a ceremony asks next, or how it ends. */
export type NextPage =
  | { readonly page: 'password' }
  | { readonly page: 'code' }
  /** `isSure`: nothing that was typed here says that another account is meant. */
  | { readonly page: 'standing'; readonly account: AccountId; readonly isSure: boolean }
  | { readonly page: 'enrol'; readonly since: Instant }
  | { readonly page: 'recoveryCodes'; readonly codes: readonly string[] }
  | { readonly page: 'account' }
  | { readonly page: 'organization'; readonly memberships: readonly Membership[] }
  | { readonly page: 'join'; readonly offer: Offer; readonly proven: Proven }
  | { readonly page: 'refused'; readonly refusal: CeremonyRefusal; readonly shown: ShownRefusal }
  | (ReadyToAnswer & { readonly page: 'connect' })
  | (ReadyToAnswer & { readonly page: 'consent' })
  | (ReadyToAnswer & { readonly page: 'done' })
  | { readonly page: 'denied'; readonly refusal: CeremonyRefusal }
  /** The answer is there, and the browser has not followed it: it pressed a button twice, or lost the way. */
  | { readonly page: 'answered' }

/**
 * Both factors, enrolment where there is no second one yet (A7), with its recovery codes even where another account has
 * logged in meanwhile; then the organization, then the member's status in it (A22); then what the request is about.
 */
export async function findNextPage(site: Site, ceremony: Ceremony): Promise<NextPage> {
  const { progress, person, standing } = ceremony
  if (person === null && isAnswered(ceremony)) return { page: 'answered' }
  if (progress.step === 'proven' && progress.recoveryCodes !== null) {
    return { page: 'recoveryCodes', codes: progress.recoveryCodes }
  }
  if (standing !== null) {
    const isSure = progress.step === 'unknown' || progress.account === standing.account
    if (!isSure || progress.step !== 'proven') return { page: 'standing', account: standing.account, isSure }
  }
  if (person === null) return { page: 'password' }
  if (progress.step === 'identified') {
    return person.hasApp || person.hasPasskey ? { page: 'code' } : { page: 'enrol', since: progress.since }
  }
  const pause = findPause(site, ceremony, person)
  if (pause !== null) return refuse(site, ceremony, progress, pause)

  if (links(ceremony) && !progress.byPassword && !progress.isConfirmed) return { page: 'account' }

  const { memberships } = person
  const settled = await settle(site, ceremony, progress, memberships)
  if (settled.outcome === 'choose') return { page: 'organization', memberships }
  const offer = settled.outcome === 'settled' ? null : await findOffer(site, ceremony)
  if (offer !== null) return { page: 'join', offer, proven: progress }
  if (settled.outcome !== 'settled') return refuse(site, ceremony, progress, refusalFor(settled, memberships))
  const { membership } = settled
  if (!serves(progress.terms, membership.member)) return beginAgain(ceremony)
  if (ceremony.purpose.kind === 'link_tenant') return { page: 'connect', membership, proven: progress }
  return { page: ceremony.client.asksConsent ? 'consent' : 'done', membership, proven: progress }
}

/** By a login alone: what a person has decided, or was refused, is asked once more. */
function isAnswered(ceremony: Ceremony): boolean {
  const { result } = ceremony.interaction
  return result !== undefined && !('error' in result) && !links(ceremony) && !ceremony.client.asksConsent
}

/**
 * The person's right there has ended while they logged in. Where it was given back meanwhile, it is a right to log in: they
 * give their factors again, and a session of before is no login at all.
 *
 * @throws {Refusal} `attempt_invalid`
 */
function beginAgain({ logsIn }: Ceremony): NextPage {
  if (!logsIn) throw new Refusal('attempt_invalid')
  return { page: 'password' }
}

/** What is linked is linked to the account that the person means: by a passkey no one has typed which one. */
function links({ purpose }: Ceremony): boolean {
  return purpose.kind === 'link_user' || purpose.kind === 'link_tenant'
}

/** After a reset of the second factor nothing is linked for a while, users as little as companies (T36). */
function findPause({ hub }: Site, ceremony: Ceremony, { account }: Person): CeremonyRefusal | null {
  return links(ceremony) ? findLinkingPause(account, hub.now()) : null
}

async function settle(
  { hub, provider }: Site,
  { asked, purpose, interaction, client }: Ceremony,
  { account, organization }: Proven,
  memberships: readonly Membership[],
): Promise<OrganizationOutcome> {
  const { session, params } = interaction
  const own = session?.accountId === account ? session.uid : undefined
  // The choice was made, and then the organization asked for a newer login.
  const submitted: CeremonyResult | undefined = own === undefined ? undefined : interaction.lastSubmission
  const earlier = submitted?.organization
  const chosen = organization ?? (earlier?.chosen === true ? earlier.id : null)
  const prompt = params['prompt']
  const asksAnew = typeof prompt === 'string' && prompt.split(' ').includes('organization')
  // What is linked is never taken from what a person did before (P10).
  const mayRemember = (purpose.kind === 'sign_in' || purpose.kind === 'hub') && !asksAnew
  if (!mayRemember) return settleOrganization(memberships, { asked, chosen, remembered: null, current: null })
  const { deployment } = client
  const remembered = deployment && (await findOrganizationChoice(hub, { account, deployment }))
  const before = own === undefined ? undefined : await provider.Session.findByUid(own)
  const current = before ? organizationOfSession(before) : null
  return settleOrganization(memberships, { asked, chosen, remembered, current })
}

function refusalFor(
  settled: Exclude<OrganizationOutcome, { outcome: 'settled' | 'choose' }>,
  memberships: readonly Membership[],
): CeremonyRefusal {
  if (settled.outcome === 'inactive') return refuseInactive(settled.membership)
  if (settled.outcome === 'none') return refuseCeremony('member_unknown')
  const names = memberships.map(({ organization }) => organization.name).join(', ')
  return refuseCeremony('wrong_organization', { organization: names })
}

/**
 * Shown here, with the ways to go on. But an inactive member who merely signs in goes straight back to the product's own
 * login page, which says so and where their local login still works (A22).
 */
async function refuse(
  { hub }: Site,
  { uid, purpose }: Ceremony,
  progress: Proven,
  refusal: CeremonyRefusal,
): Promise<NextPage> {
  if (refusal.code === 'member_inactive' && purpose.kind === 'sign_in') return { page: 'denied', refusal }
  return { page: 'refused', refusal, shown: await keepRefusal(hub, uid, progress, refusal) }
}
