import { href } from '@lanyard/ui'
import type { Context, MiddlewareHandler } from 'hono'
import type { Account } from '../accounts/account.ts'
import { findAccountById } from '../accounts/find-account.ts'
import { findMembership } from '../members/find-member.ts'
import { type ActiveMember, isActiveMaster } from '../members/member.ts'
import { findOrganization } from '../organizations/find-organization.ts'
import type { Organization } from '../organizations/organization.ts'
import { Refusal } from '../refusal.ts'
import { type HubSession, readSession } from '../oidc/hub-session.ts'
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

/** Lets a signed-in account through, whatever its memberships; anybody else goes to log in and comes back here. */
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
 * limits is asked to log in again (A1).
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

/**
 * As {@link requireMember}, and both factors were given lately: for everything by which somebody who found a browser open
 * could take the account over or cut it off (T44), or reset another one's factors (T36). Whoever logged in too long ago does
 * so again and comes back.
 *
 * @param options.of who may: any member, or masters alone
 * @param options.back address that a form which came too late leads to after the log-in; for a page, its own
 */
export function requireFresh(
  site: Site,
  { of = 'member', back }: { readonly of?: 'member' | 'master'; readonly back?: (c: Context) => string } = {},
): MiddlewareHandler<ViewerEnv> {
  return async (c, next) => {
    const elsewhere = await admit(c, site)
    if (elsewhere !== null) return elsewhere
    const { viewer } = c.var
    if (of === 'master') assertMaster(viewer)
    if (isFresh(site, viewer.session)) return next()
    const target = back?.(c) ?? c.req.path
    return c.redirect(href(routes.login, {}, { target, again: viewer.account.username }), 303)
  }
}

/** Sets the viewer, or says where this browser has to go first. */
async function admit(c: Context<ViewerEnv>, site: Site): Promise<Response | null> {
  const signedIn = await findSignedIn(c, site)
  if (signedIn === null) return c.redirect(loginAddress(c), 303)
  const viewer = await findViewer(site, signedIn)
  if (viewer === null) return c.redirect(href(routes.organization), 303)
  const { session, organization } = viewer
  if (isOutlived(session.use, organization.sessionLimits, site.hub.now())) return c.redirect(loginAddress(c), 303)
  c.set('viewer', viewer)
  return null
}

/** @throws {Refusal} `not_a_master` */
function assertMaster({ member, account }: Viewer): void {
  if (!isActiveMaster(member)) throw new Refusal('not_a_master', { account: account.username })
}

function isFresh({ hub }: Pick<Site, 'hub'>, { use }: Pick<HubSession, 'use'>): boolean {
  return hub.now() - use.loggedInAt < hub.config.lifetimes.fresh
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

/** A form that was sent after the session's end is not sent again: the log-in leads to the page that held it. */
function loginAddress(c: Context): string {
  return href(routes.login, {}, { target: c.req.method === 'GET' ? c.req.path : undefined })
}
