import type { Request, RequestHandler, Response } from 'express'
import { weightOf, words } from '@lanyard/connect'
import type { HostSession, NoticeCode } from '@lanyard/connect'
import { fail } from './answers.ts'
import { dropSent, keepForLater, rememberHere } from './kept.ts'
import type { Banner, Viewer } from './layout.ts'
import { findPerson } from './people.ts'
import type { Person } from './people.ts'
import type { Rmm } from './rmm.ts'
import { type SaidCode, takeSaid } from './said.ts'
import { readSession } from './sessions.ts'

/** A person who is logged in, on a page of theirs. */
export interface Visit {
  readonly session: HostSession
  readonly person: Person
  readonly viewer: Viewer
}

type Answer = (visit: Visit, request: Request, response: Response) => Promise<void> | void

/** Who this browser is. A session that came through the hub is asked about on every request. */
export async function findVisit(rmm: Rmm, request: Request): Promise<Visit | null> {
  const session = await readSession(rmm.db, rmm.cookie, request.headers.cookie)
  if (session === null) return null
  const { productSessionId } = session
  if (productSessionId !== null && !(await rmm.signOn.checkSession(productSessionId))) return null

  const person = await findPerson(rmm.db, session.userId)
  if (person === null || person.active === 0) return null
  const apps = productSessionId === null ? [] : await rmm.signOn.apps(productSessionId)
  const viewer = { name: person.name, admin: person.role === 'admin', apps }
  return { session, person, viewer }
}

/** A page for users who are logged in; others log in first and come back to it. */
export function forPeople(rmm: Rmm, answer: Answer): RequestHandler {
  return async (request, response) => {
    const visit = await findVisit(rmm, request)
    if (visit !== null) {
      // Here a sign-in through the hub has led, too; what is no page keeps no cookie.
      if (request.get('sec-fetch-mode') === 'navigate') await rememberHere(rmm, [request, response], visit.person.id)
      await answer(visit, request, response)
      return dropSent(rmm, [request, response])
    }
    const then = request.method === 'GET' ? request.originalUrl : ((await keepForLater(rmm, request)) ?? '/')
    response.redirect(303, `/login?${new URLSearchParams({ then })}`)
  }
}

/** A page for admins alone; everyone else gets 403. */
export function forAdmins(rmm: Rmm, answer: Answer): RequestHandler {
  return forPeople(rmm, (visit, request, response) => {
    if (visit.viewer.admin) return answer(visit, request, response)
    fail(rmm, response, 'not_an_admin')
  })
}

/** What a ceremony, or RMM itself, has to say on the page that it led to, once. Cookies name it, so no address does. */
export async function takeBanner(
  rmm: Rmm,
  [request, response]: readonly [Request, Response],
  session: HostSession | null,
): Promise<(Banner & { code?: NoticeCode | SaidCode }) | null> {
  const said = takeSaid(rmm, request, response)
  if (said !== null) return { weight: 'status', code: said, text: rmm.messages.said[said] }
  const headers = new Headers({ cookie: request.headers.cookie ?? '' })
  const { notice, cookies } = await rmm.signOn.takeNotice({ headers }, session)
  if (notice === null) return null
  response.append('Set-Cookie', [...cookies])
  const { what, why, next } = words(notice, rmm.names)
  const { code, reference, details } = notice
  const text = [what, why, next].filter((part) => part !== undefined).join(' ')
  const weight = weightOf(notice)
  return {
    weight,
    code,
    text,
    ...(weight === 'support' && { reference: `${code} · ${reference}` }),
    ...hrefOf(rmm, code, details['url']),
  }
}

/** The way to the right region, or to the page of the hub where a master ends the connection that is in the way. */
function hrefOf({ issuer }: Rmm, code: NoticeCode, url: string | undefined): Pick<Banner, 'href'> {
  if (code === 'organization_already_linked' || code === 'previous_link_closing') {
    return { href: `${issuer}/admin-settings/connections` }
  }
  return code === 'tenant_not_linked' && isWebAddress(url) ? { href: url } : {}
}

function isWebAddress(text: string | undefined): text is string {
  return /^https?:\/\//.test(text ?? '')
}
