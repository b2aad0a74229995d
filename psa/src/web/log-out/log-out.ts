import { href } from '@lanyard/ui'
import { endSession } from '../../sessions/end-session.ts'
import { endedSessionCookie } from '../../sessions/session-cookie.ts'
import { whoIs } from '../guards.ts'
import { routes } from '../routes.ts'
import { seeOther, type Site } from '../site.ts'
import type { Visit } from '../visit.ts'

/** Ends the session of this browser, of whichever class its person is. */
export async function logOut(site: Site, visit: Visit): Promise<Response> {
  const who = await whoIs(site, visit)
  if (who) await endSession(site, who.visit.session)
  const page = who?.class === 'contact' ? routes.portalLogin : routes.login
  return seeOther(href(page, {}, { done: 'logged-out' }), [endedSessionCookie(site.config)])
}
