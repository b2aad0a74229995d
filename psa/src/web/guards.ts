import { wantsJson } from '@lanyard/running'
import { href } from '@lanyard/ui'
import type { Context } from 'hono'
import { routePath } from 'hono/route'
import { browserOf } from '../browsers/browser-cookie.ts'
import { findContact } from '../contacts/find-contact.ts'
import { isAdmin } from '../employees/employee.ts'
import { findEmployee } from '../employees/find-employee.ts'
import { Refusal } from '../refusal.ts'
import { isSessionStill, readSession } from '../sessions/read-session.ts'
import { findTenant } from '../tenants/find-tenant.ts'
import { keepForLater } from './kept/keep-posted.ts'
import { routes } from './routes.ts'
import { seeOther, type Site } from './site.ts'
import type { ContactVisit, EmployeeVisit, Visit } from './visit.ts'

/** What the server tells the application about a request besides the request. */
export interface Env {
  readonly Bindings: Pick<Visit, 'source' | 'breakOff'>
}

export type Answer<V extends Visit> = (site: Site, visit: V) => Response | Promise<Response>

/** Who may see a page, and the visit that its functions get. */
export interface Visits {
  readonly visitor: Visit
  readonly employee: EmployeeVisit
  readonly admin: EmployeeVisit
  readonly hubAdmin: EmployeeVisit
  readonly contact: ContactVisit
}

type Handler = (context: Context<Env>) => Response | Promise<Response>
type Guard<V extends Visit> = (site: Site, answer: Answer<V>) => Handler

export const guards: { readonly [Viewer in keyof Visits]: Guard<Visits[Viewer]> } = {
  visitor,
  employee,
  admin,
  hubAdmin,
  contact,
}

/** Every visitor. */
function visitor(site: Site, answer: Answer<Visit>): Handler {
  return (context) => answer(site, visitOf(site, context))
}

/** An employee who is logged in and active; everyone else is sent to log in, and back here afterwards. */
function employee(site: Site, answer: Answer<EmployeeVisit>): Handler {
  return async (context) => {
    const visit = visitOf(site, context)
    const who = await whoIs(site, visit)
    if (who?.class === 'employee') return answer(site, who.visit)
    if (who?.class === 'contact') return barred(visit)
    return toLogIn(site, visit, routes.login)
  }
}

/** @throws {Refusal} `not_an_admin`, for every other employee */
function admin(site: Site, answer: Answer<EmployeeVisit>): Handler {
  return employee(site, (site, visit) => {
    if (!isAdmin(visit.employee)) throw new Refusal('not_an_admin')
    return answer(site, visit)
  })
}

/**
 * Whether a page for admins would be shown to this visitor now: what goes on after the answer has begun asks before
 * everything that it shows. To ask is not to use the session.
 */
export async function isAdminStill(site: Site, { session, tenant }: EmployeeVisit): Promise<boolean> {
  if (!(await isSessionStill(site, session))) return false
  const employee = await findEmployee(site, session.user)
  return employee?.tenant === tenant.id && !employee.deactivated && isAdmin(employee)
}

/** An admin, at an address that names the hub as the brand does. @throws {Refusal} `not_found` otherwise */
function hubAdmin(site: Site, answer: Answer<EmployeeVisit>): Handler {
  return admin(site, (site, visit) => {
    if (visit.params['hub'] !== site.suite.hub.path) throw new Refusal('not_found')
    return answer(site, visit)
  })
}

/** A contact who is logged in to the client portal. */
function contact(site: Site, answer: Answer<ContactVisit>): Handler {
  return async (context) => {
    const visit = visitOf(site, context)
    const who = await whoIs(site, visit)
    if (who?.class === 'contact') return answer(site, who.visit)
    return who === null ? toLogIn(site, visit, routes.portalLogin) : seeOther(href(routes.portalLogin))
  }
}

type Who = { class: 'employee'; visit: EmployeeVisit } | { class: 'contact'; visit: ContactVisit }

/** The active person behind a request's session. */
export async function whoIs(site: Site, visit: Visit): Promise<Who | null> {
  const session = await readSession(site, visit.request)
  const tenant = session && (await findTenant(site, session.tenant))
  if (!tenant) return null
  const employee = await findEmployee(site, session.user)
  if (employee)
    return employee.deactivated ? null : { class: 'employee', visit: { ...visit, session, tenant, employee } }
  const contact = await findContact(site, session.user)
  if (!contact || contact.deactivated) return null
  return { class: 'contact', visit: { ...visit, session, tenant, contact } }
}

function visitOf(site: Site, context: Context<Env>): Visit {
  const { raw } = context.req
  const { source, breakOff } = context.env
  const browser = browserOf(site.config, raw)
  const url = new URL(raw.url)
  return { request: raw, url, params: context.req.param(), pattern: routePath(context), source, browser, breakOff }
}

/** A contact who lands on the start page is led to theirs; anything else is refused (A21). */
function barred(visit: Visit): Response {
  if (visit.request.method === 'GET' && visit.url.pathname === routes.home) return seeOther(href(routes.portal))
  throw new Refusal('user_barred')
}

/** A form that was sent after the session's end is kept: the login leads to the page that gives it back (FS2). */
async function toLogIn(
  site: Site,
  visit: Visit,
  page: typeof routes.login | typeof routes.portalLogin,
): Promise<Response> {
  if (wantsJson(visit.request.headers.get('accept'))) throw new Refusal('session_required')
  const { target, cookies } = await keepForLater(site, visit, { why: 'session_ended', person: null })
  const next = target === routes.home || target === routes.portal ? null : target
  return seeOther(href(page, {}, { next }), cookies)
}
