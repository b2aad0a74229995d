import { href } from '@lanyard/ui'
import type { Context } from 'hono'
import { done } from '../messages/en/done.ts'
import { isActiveMaster } from '../people/members/member.ts'
import { Refusal } from '../refusal.ts'
import { type CeremonyEnv, openCeremony } from './ceremony/ceremony.ts'
import { isDoneHere } from './done/done-here.ts'
import { sendDone } from './done/done-page.ts'
import { keepForLater } from './give-back/keep-posted.ts'
import { routes } from './routes.ts'
import type { Site, SiteEnv } from './site.ts'
import { findSignedIn, findViewer, isServed, ownerOf, type SignedInEnv, type Viewer, type ViewerEnv } from './viewer.ts'

/** Who may see a page, and what its functions find in the context once the guard has let the request through. */
export interface Viewers {
  /** Everyone. A mailed link is a secret of its own, which the operation looks at. */
  readonly visitor: SiteEnv
  /** Everyone, in the demo alone: elsewhere the page does not exist. */
  readonly demo: SiteEnv
  /** The browser whose login, or linking ceremony, this is. */
  readonly login: CeremonyEnv
  /** An account with a live session, whatever its memberships. */
  readonly account: SignedInEnv
  /** An active member of the session's organization. */
  readonly member: ViewerEnv
  /** The same, as a master. */
  readonly master: ViewerEnv
}

/** Lets a request through by null; otherwise says where this browser has to go first, or throws why not. */
type Guard<Env extends SiteEnv> = (c: Context<Env>, site: Site) => Promise<Response | null>

export const guards: { readonly [Viewer in keyof Viewers]: Guard<Viewers[Viewer]> } = {
  visitor: () => Promise.resolve(null),
  demo: admitDemo,
  login: admitToLogin,
  account: admitAccount,
  member: admitMember,
  master: admitMaster,
}

/**
 * Pages of the demo give away second factors and invitations to anyone who asks, so outside it they do not exist; the
 * configuration keeps the demo on loopback.
 *
 * @throws {Refusal} `not_found` outside the demo
 */
async function admitDemo(_: Context<SiteEnv>, { hub }: Site): Promise<null> {
  if (!hub.config.demo) throw new Refusal('not_found')
  return null
}

/** To the browser that has finished it, a login is done and nothing that failed. @throws {Refusal} `attempt_invalid` */
async function admitToLogin(c: Context<CeremonyEnv>, site: Site): Promise<Response | null> {
  try {
    c.set('ceremony', await openCeremony(c, site))
    return null
  } catch (error) {
    const uid = c.req.param('uid') ?? ''
    if (!(error instanceof Refusal) || !isDoneHere(c, site, uid)) throw error
    return c.req.method === 'GET'
      ? sendDone(c, site, done.login)
      : c.redirect(href(routes.ceremony.password, { uid }), 303)
  }
}

/** Who is not signed in goes to log in, and comes back here. */
async function admitAccount(c: Context<SignedInEnv>, site: Site): Promise<Response | null> {
  const signedIn = await findSignedIn(c, site)
  if (signedIn === null) return goToLogin(c, site)
  c.set('signedIn', signedIn)
  return null
}

/**
 * Status and role are read on every request, so that a change holds at once. Without a settled organization, or as an
 * inactive member, the page that offers the account's organizations comes first; it says which of them are inactive
 * (A22). A session that has outlived the organization's limits is asked to log in again (A1), and so is one of before an
 * end of the member's right.
 */
async function admitMember(c: Context<ViewerEnv>, site: Site): Promise<Response | null> {
  const signedIn = await findSignedIn(c, site)
  if (signedIn === null) return goToLogin(c, site)
  const viewer = await findViewer(site, signedIn)
  if (viewer === null) return c.redirect(href(routes.organization), 303)
  if (!isServed(site, viewer)) return goToLogin(c, site, viewer)
  c.set('viewer', viewer)
  return null
}

/** @throws {Refusal} `not_a_master`, for every other member */
async function admitMaster(c: Context<ViewerEnv>, site: Site): Promise<Response | null> {
  const elsewhere = await admitMember(c, site)
  if (elsewhere !== null) return elsewhere
  const { member, account } = c.var.viewer
  if (!isActiveMaster(member)) throw new Refusal('not_a_master', { account: account.username })
  return null
}

/** A form that was sent after the session's end is kept: the login leads to the page that gives it back (FS2). */
async function goToLogin(c: Context, site: Site, viewer?: Viewer): Promise<Response> {
  const owner = viewer === undefined ? null : ownerOf(viewer)
  const target = await keepForLater(c, site, { why: 'session_ended', owner })
  return c.redirect(href(routes.login, {}, { target }), 303)
}
