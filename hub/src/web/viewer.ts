import { href } from '@lanyard/ui'
import type { Context, MiddlewareHandler } from 'hono'
import type { Person } from '../actor.ts'
import { isFresh } from '../people/permits/permit.ts'
import { type ActName, ruleOf } from '../records/acts/rules.ts'
import type { Account } from '../people/accounts/account.ts'
import { findAccountById } from '../people/accounts/find-account.ts'
import { findMembership } from '../people/members/find-member.ts'
import { type ActiveMember, isActiveMaster } from '../people/members/member.ts'
import { serves } from '../people/members/terms.ts'
import { findOrganization } from '../people/organizations/find-organization.ts'
import type { Organization } from '../people/organizations/organization.ts'
import { Refusal } from '../refusal.ts'
import { findLiveUse, type HubSession, readSession } from '../oidc/hub-session.ts'
import { isOutlived } from '../oidc/session-use.ts'
import { routes } from './routes.ts'
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

/** Lets a signed-in account through, whatever its memberships; anyone else goes to log in and comes back here. */
export function requireAccount(site: Site): MiddlewareHandler<SignedInEnv> {
  return async (c, next) => {
    const signedIn = await findSignedIn(c, site)
    if (signedIn === null) return c.redirect(loginAddress(c), 303)
    c.set('signedIn', signedIn)
    return next()
  }
}

/**
 * Lets an active member of the session's organization through. Status and role are read on every request, so that a
 * change holds at once. Without a settled organization, or as an inactive member, the page that offers the account's
 * organizations comes first; it says which of them are inactive (A22). A session that has outlived the organization's
 * limits is asked to log in again (A1), and so is one of before an end of the member's right.
 */
export function requireMember(site: Site): MiddlewareHandler<ViewerEnv> {
  return async (c, next) => (await admit(c, site)) ?? next()
}

/** As {@link requireMember}; a member who is no master is refused with `not_a_master`. */
export function requireMaster(site: Site): MiddlewareHandler<ViewerEnv> {
  return async (c, next) => {
    const elsewhere = await admit(c, site)
    if (elsewhere !== null) return elsewhere
    assertMaster(c.var.viewer)
    return next()
  }
}

interface Door {
  /** As whom the act is done here, where its rule lets both; a master, unless it says so. */
  readonly as?: 'master' | 'own'
  /** Address that a form which came too late leads to after the login; for a page, its own. */
  readonly back?: (c: Context) => string | Promise<string>
}

/**
 * Lets through who may do an act, by the act's rule: the page asks for the proof before it shows the form. The operation
 * reads the same rule again, so that a page which forgets this opens nothing. A person whose last proof is too old logs in
 * again and comes back.
 */
export function requireRight(site: Site, act: ActName, { as, back }: Door = {}): MiddlewareHandler<ViewerEnv> {
  const rule = ruleOf(act)
  const isMasters = as !== 'own' && rule.master !== undefined
  const proof = isMasters ? rule.master : rule.own
  if (proof === undefined) throw new Error(`No person may do ${act} on a page`)
  return async (c, next) => {
    const elsewhere = await admit(c, site)
    if (elsewhere !== null) return elsewhere
    const { viewer } = c.var
    if (isMasters) assertMaster(viewer)
    if (proof !== 'fresh' || isFresh(site.hub, provenAt(viewer))) return next()
    const target = (await back?.(c)) ?? ownAddress(c)
    return c.redirect(href(routes.login, {}, { target, again: viewer.account.username }), 303)
  }
}

function ownAddress({ req }: Context): string {
  const { pathname, search } = new URL(req.url)
  return req.method === 'GET' ? pathname + search : pathname
}

/** When the session last gave both factors. */
export function provenAt({ session }: Pick<SignedIn, 'session'>): Person['provenAt'] {
  return session.use.loggedInAt
}

/** The viewer, in the shape in which operations take the person who asks for an act. */
export function personOf(viewer: Viewer): Person {
  return { actor: `member:${viewer.member.id}`, provenAt: provenAt(viewer) }
}

/** Sets the viewer, or says where this browser has to go first. */
async function admit(c: Context<ViewerEnv>, site: Site): Promise<Response | null> {
  const signedIn = await findSignedIn(c, site)
  if (signedIn === null) return c.redirect(loginAddress(c), 303)
  const viewer = await findViewer(site, signedIn)
  if (viewer === null) return c.redirect(href(routes.organization), 303)
  if (!isServed(site, viewer)) return c.redirect(loginAddress(c), 303)
  c.set('viewer', viewer)
  return null
}

/**
 * Whether {@link requireMaster} would let this viewer through now: what goes on after the answer has begun asks before
 * everything that it shows. To ask is not to use the session.
 */
export async function isMasterStill(site: Site, viewer: Viewer): Promise<boolean> {
  const use = await findLiveUse(site.hub, viewer.session)
  if (use === null) return false
  const present = await findViewer(site, { ...viewer, session: { ...viewer.session, use } })
  return present !== null && isServed(site, present) && isActiveMaster(present.member)
}

/** Whether the login that the session came of counts for its organization, and has not outlived its limits. */
function isServed({ hub }: Site, { session, organization, member }: Viewer): boolean {
  return serves(session.terms, member) && !isOutlived(session.use, organization.sessionLimits, hub.now())
}

/** @throws {Refusal} `not_a_master` */
function assertMaster({ member, account }: Viewer): void {
  if (!isActiveMaster(member)) throw new Refusal('not_a_master', { account: account.username })
}

export async function findSignedIn(c: Context, site: Site): Promise<SignedIn | null> {
  const session = await readSession(site, c.env)
  const account = session && (await findAccountById(site.hub, session.account))
  return session && account ? { account, session } : null
}

async function findViewer({ hub }: Site, signedIn: SignedIn): Promise<Viewer | null> {
  const { account, session } = signedIn
  if (session.organization === null) return null
  const member = await findMembership(hub, account.id, session.organization)
  const organization = await findOrganization(hub, session.organization)
  return member?.status === 'active' && organization ? { ...signedIn, member, organization } : null
}

/** A form that was sent after the session's end is not sent again: the login leads to the page that held it. */
function loginAddress(c: Context): string {
  return href(routes.login, {}, { target: c.req.method === 'GET' ? c.req.path : undefined })
}
