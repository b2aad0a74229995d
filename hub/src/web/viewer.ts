import type { Owner as FormOwner } from '@lanyard/forms'
import type { Context } from 'hono'
import type { Person } from '../actor.ts'
import type { Account } from '../people/accounts/account.ts'
import { findAccountById } from '../people/accounts/find-account.ts'
import { findMembership } from '../people/members/find-member.ts'
import { type ActiveMember, isActiveMaster } from '../people/members/member.ts'
import { serves, termIn } from '../people/members/terms.ts'
import type { Owner } from '../people/permits/permit.ts'
import { findOrganization } from '../people/organizations/find-organization.ts'
import type { Organization } from '../people/organizations/organization.ts'
import { findLiveUse, type HubSession, readSession } from '../oidc/hub-session.ts'
import { isBeyondLimits } from '../oidc/session-use.ts'
import type { Site, SiteEnv } from './site.ts'

/** Who is looking: an account with a live session. */
export interface SignedIn {
  readonly account: Account
  readonly session: HubSession
}

/** The same, in the organization that the session is in. */
export interface Viewer extends SignedIn {
  readonly member: ActiveMember
  readonly organization: Organization
}

export type SignedInEnv = SiteEnv & { Variables: { signedIn: SignedIn } }
export type ViewerEnv = SiteEnv & { Variables: { viewer: Viewer } }

/** When the session last gave both factors. */
export function provenAt({ session }: Pick<SignedIn, 'session'>): Person['provenAt'] {
  return session.use.loggedInAt
}

/** The session that asks, in the shape in which operations take it that change what opens an account. */
export function sessionOf(viewer: SignedIn): Pick<Owner, 'session' | 'provenAt'> {
  return { session: viewer.session.uid, provenAt: provenAt(viewer) }
}

/** The viewer, in the shape in which operations take the person who asks for an act. */
export function personOf(viewer: Viewer): Person {
  const { member, session } = viewer
  const term = termIn(session.terms, member.organization)
  return { actor: `member:${member.id}`, provenAt: provenAt(viewer), session: { uid: session.uid, term } }
}

/** Whose what this browser sends is, should it come too late. */
export function ownerOf({ account, organization }: Viewer): FormOwner {
  return { person: account.id, place: organization.id }
}

/**
 * Whether a page for masters would be shown to this viewer now: what goes on after the answer has begun asks before
 * everything that it shows. To ask is not to use the session.
 */
export async function isMasterStill(site: Site, viewer: Viewer): Promise<boolean> {
  const use = await findLiveUse(site.hub, viewer.session)
  if (use === null) return false
  const present = await findViewer(site, { ...viewer, session: { ...viewer.session, use } })
  return present !== null && isServed(site, present) && isActiveMaster(present.member)
}

/** Whether the login that the session came of counts for its organization, and has not outlived its limits. */
export function isServed({ hub }: Site, { session, organization, member }: Viewer): boolean {
  return serves(session.terms, member) && !isBeyondLimits(session.use, organization.sessionLimits, hub.now())
}

export async function findSignedIn(c: Context, site: Site): Promise<SignedIn | null> {
  const session = await readSession(site, c.env)
  const account = session && (await findAccountById(site.hub, session.account))
  return session && account ? { account, session } : null
}

export async function findViewer({ hub }: Site, signedIn: SignedIn): Promise<Viewer | null> {
  const { account, session } = signedIn
  if (session.organization === null) return null
  const member = await findMembership(hub, account.id, session.organization)
  const organization = await findOrganization(hub, session.organization)
  return member?.status === 'active' && organization ? { ...signedIn, member, organization } : null
}
