import { href } from '@lanyard/ui'
import { endSession } from '../../sessions/end-session.ts'
import { endedSessionCookie } from '../../sessions/session-cookie.ts'
import { whoIs } from '../guards.ts'
import { type Outcome, outcomeCookie } from '../outcome.ts'
import { routes } from '../routes.ts'
import { seeOther, type Site } from '../site.ts'
import type { EmployeeVisit, Visit } from '../visit.ts'

/**
 * Ends the session of this browser, of whichever class its person is. A person who came through the hub, or was there to
 * link their account, stays logged in there, is told so on the login page, and may end that, too (P23).
 */
export async function logOut(site: Site, visit: Visit): Promise<Response> {
  const who = await whoIs(site, visit)
  if (who) await endSession(site, who.visit.session)
  const page = who?.class === 'contact' ? routes.portalLogin : routes.login
  const ended = who?.class === 'employee' ? await endedFor(site, who.visit) : { text: site.words.login.loggedOut }
  return seeOther(href(page), [endedSessionCookie(site.config), outcomeCookie(site, ended)])
}

async function endedFor({ connect, words }: Site, { session, employee }: EmployeeVisit): Promise<Outcome> {
  const { here } = words.signOn.logOut
  if (session.productSessionId !== null) return { text: here, atHub: 'surely' }
  const isLinked = (await connect.userState(employee.id)).state === 'linked'
  return isLinked ? { text: here, atHub: 'perhaps' } : { text: words.login.loggedOut }
}
