import { wantsJson } from '@lanyard/running'
import { href } from '@lanyard/ui'
import type { Context, Handler } from 'hono'
import { browserOf } from '../browsers/browser-cookie.ts'
import { findContact } from '../contacts/find-contact.ts'
import { isAdmin } from '../employees/employee.ts'
import { findEmployee } from '../employees/find-employee.ts'
import { Refusal } from '../refusal.ts'
import { readSession } from '../sessions/read-session.ts'
import { findTenant } from '../tenants/find-tenant.ts'
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

type Guard<V extends Visit> = (site: Site, answer: Answer<V>) => Handler<Env>

export const guards: { readonly [Viewer in keyof Visits]: Guard<Visits[Viewer]> } = {
  visitor,
  employee,
  admin,
  hubAdmin,
  contact,
}

/** Every visitor. */
function visitor(site: Site, answer: Answer<Visit>): Handler<Env> {
  return (context) => answer(site, visitOf(site, context))
}

/** An employee who is logged in and active; everyone else is sent to log in, and back here afterwards. */
function employee(site: Site, answer: Answer<EmployeeVisit>): Handler<Env> {
  return async (context) => {
    const visit = visitOf(site, context)
    const who = await whoIs(site, visit)
    if (who?.class === 'employee') return answer(site, who.visit)
    if (who?.class === 'contact') return barred(visit)
    return toLogIn(visit, href(routes.login, {}, { next: backTo(visit) }))
  }
}

/** @throws {Refusal} `not_an_admin`, for every other employee */
function admin(site: Site, answer: Answer<EmployeeVisit>): Handler<Env> {
  return employee(site, (site, visit) => {
    if (!isAdmin(visit.employee)) throw new Refusal('not_an_admin')
    return answer(site, visit)
  })
}

/** An admin, at an address that names the hub as the brand does. @throws {Refusal} `not_found` otherwise */
function hubAdmin(site: Site, answer: Answer<EmployeeVisit>): Handler<Env> {
  return admin(site, (site, visit) => {
    if (visit.params['hub'] !== site.suite.hub.path) throw new Refusal('not_found')
    return answer(site, visit)
  })
}

/** A contact who is logged in to the client portal. */
function contact(site: Site, answer: Answer<ContactVisit>): Handler<Env> {
  return async (context) => {
    const visit = visitOf(site, context)
    const who = await whoIs(site, visit)
    return who?.class === 'contact' ? answer(site, who.visit) : toLogIn(visit, href(routes.portalLogin))
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
  return { request: raw, url: new URL(raw.url), params: context.req.param(), source, browser, breakOff }
}

/** A contact who lands on the start page is led to theirs; anything else is refused (A21). */
function barred(visit: Visit): Response {
  if (visit.request.method === 'GET' && visit.url.pathname === routes.home) return seeOther(href(routes.portal))
  throw new Refusal('user_barred')
}

function toLogIn(visit: Visit, location: string): Response {
  if (wantsJson(visit.request.headers.get('accept'))) throw new Refusal('session_required')
  return seeOther(location)
}

function backTo({ request, url }: Visit): string | null {
  const path = url.pathname + url.search
  return request.method === 'GET' && path !== routes.home ? path : null
}
