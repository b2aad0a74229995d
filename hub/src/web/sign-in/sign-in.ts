import { localPath } from '@lanyard/guard'
import { href } from '@lanyard/ui'
import type { Context } from 'hono'
import { login as words } from '../../messages/en/login.ts'
import { endSession } from '../../oidc/end-session.ts'
import { readSession } from '../../oidc/hub-session.ts'
import { HUB_CLIENT, signedInAddress } from '../../oidc/names.ts'
import { Refusal } from '../../refusal.ts'
import { logOut } from '../../people/sessions/log-out.ts'
import { forgetHere } from '../kept/kept-key.ts'
import { sendPage } from '../render.ts'
import { routes } from '../routes.ts'
import type { Site, SiteEnv } from '../site.ts'
import { findSignedIn, findViewer, isServed } from '../viewer.ts'
import { loggedOutPage } from './pages.ts'

/** The hub's own sign-in and logout: it is a client of its own provider. */
export function beginSignIn(c: Context<SiteEnv>, site: Site): Response {
  return c.redirect(authorizationAddress(site, c.req.query()), 303)
}

/** `again`: whose session stands is asked for both factors all the same; the name is filled in for them. */
function authorizationAddress(site: Site, { target, again }: Readonly<Record<string, string>>): string {
  const request = {
    client_id: HUB_CLIENT,
    response_type: 'none',
    scope: 'openid',
    redirect_uri: signedInAddress(site.hub.config.issuer),
    state: safeTarget(site, target),
    ...(again !== undefined && { prompt: 'login', login_hint: again }),
  }
  return `/oidc/auth?${new URLSearchParams(request).toString()}`
}

/** The target comes back through the browser, so it is looked at again. */
export async function arrive(c: Context<SiteEnv>, site: Site): Promise<Response> {
  const { error, state } = c.req.query()
  const signedIn = await findSignedIn(c, site)
  if (signedIn === null) throw new Refusal('attempt_invalid')
  if (error === undefined) return c.redirect(safeTarget(site, state), 303)
  // Anyone can write this address, so that nothing in it is told, also not that something failed.
  const viewer = await findViewer(site, signedIn)
  // From home such a session is led to the login that has just failed, round and round.
  if (viewer !== null && !isServed(site, viewer)) throw new Refusal('attempt_invalid')
  return c.redirect(href(routes.home), 303)
}

/** A path of this origin, and the launcher for anything else (T17, T18). */
function safeTarget({ hub }: Site, target: string | undefined): string {
  return localPath(hub.config.issuer, target) ?? href(routes.home)
}

export async function endOwnSession(c: Context<SiteEnv>, site: Site): Promise<Response> {
  const session = await readSession(site, c.env)
  if (session !== null) {
    const auditId = await logOut(site.hub, { session: session.uid, account: session.account })
    await endSession(site.hub, site.provider, session.uid, auditId)
  }
  // Who was here last is known beyond the session's end.
  await forgetHere(c, site)
  return c.redirect(href(routes.loggedOut), 303)
}

export function showLoggedOut(c: Context<SiteEnv>, site: Site): Response {
  return sendPage(c, site, { title: words.logout.doneTitle, body: loggedOutPage(site) })
}
