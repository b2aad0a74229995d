import { href } from '@lanyard/ui'
import type { Context } from 'hono'
import { nameDevice } from '../../people/devices/name-device.ts'
import { account } from '../../messages/en/account.ts'
import { membershipsOf } from '../../people/members/memberships-of.ts'
import { devices } from '../../messages/en/devices.ts'
import { endSession } from '../../oidc/end-session.ts'
import { servesSomewhere } from '../../oidc/serves-somewhere.ts'
import { endOtherSessions } from '../../people/sessions/end-other-sessions.ts'
import { endOwnSessions } from '../../people/sessions/end-own-sessions.ts'
import { endOwnSession } from '../../people/sessions/end-own-session.ts'
import { handleOf, listSessions } from '../../people/sessions/list-sessions.ts'
import { endSessionsNow } from '../end-sessions.ts'
import { languageOf } from '../language-of.ts'
import { forgetHere } from '../kept/kept-key.ts'
import { leaveOutcome } from '../outcome.ts'
import { routes } from '../routes.ts'
import { sendProfilePage } from '../settings-page.ts'
import type { Site } from '../site.ts'
import { sessionOf, type ViewerEnv } from '../viewer.ts'
import { nameClients } from './name-clients.ts'
import { sessionsPage } from './sessions-page.ts'

const words = account.sessions

const { sessions: path } = routes.profileSettings

/** Where a person is logged in at the hub. */
export async function showSessions(c: Context<ViewerEnv>, site: Site): Promise<Response> {
  const { hub, provider } = site
  const { account, session: own } = c.var.viewer
  const sessions = await listSessions(hub, account)
  const memberships = await membershipsOf(hub, account.id)
  const opens = new Map<string, boolean>()
  for (const { uid } of sessions) opens.set(uid, await servesSomewhere(provider, uid, memberships))
  const nameOf = await nameClients(hub)
  const main = sessionsPage({
    hub: site.brand.name,
    language: languageOf(account),
    sessions: sessions
      .map((session) => ({
        ...session,
        device: nameDevice(session.userAgent, devices),
        products: session.clients.flatMap((client) => nameOf(client) ?? []),
        isThis: session.uid === own.uid,
        opens: opens.get(session.uid) === true,
      }))
      .sort((one, other) => Number(other.isThis) - Number(one.isThis)),
  })
  return sendProfilePage(c, site, { main, width: 'table' })
}

export async function endOthers(c: Context<ViewerEnv>, site: Site): Promise<Response> {
  const { viewer } = c.var
  await endOtherSessions(site.hub, { account: viewer.account.id, ...sessionOf(viewer) })
  await endSessionsNow(site)
  leaveOutcome(c, site, { text: words.othersEnded })
  return c.redirect(href(path), 303)
}

export async function endAll(c: Context<ViewerEnv>, site: Site): Promise<Response> {
  const { viewer } = c.var
  await endOwnSessions(site.hub, { account: viewer.account.id, by: sessionOf(viewer) })
  await endSessionsNow(site)
  await forgetHere(c, site)
  return c.redirect(href(routes.loggedOut), 303)
}

export async function endOne(
  c: Context<ViewerEnv, typeof routes.profileSettings.endSession>,
  site: Site,
): Promise<Response> {
  const { hub, provider } = site
  const { account, session } = c.var.viewer
  const handle = c.req.param('session')
  const own = { account, handle, words: devices, ...sessionOf(c.var.viewer) }
  await endOwnSession(hub, (uid, auditId) => endSession(hub, provider, uid, auditId), own)
  if (handle === handleOf(session.uid)) {
    await forgetHere(c, site)
    return c.redirect(href(routes.loggedOut), 303)
  }
  leaveOutcome(c, site, { text: words.ended })
  return c.redirect(href(path), 303)
}
