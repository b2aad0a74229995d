import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express'
import { Refusal, words } from '@lanyard/connect'
import { changesState, isOwnForm, isSentTwice, type PasswordTried } from '@lanyard/guard'
import { AWAY, isDatabaseAway, newReference } from '@lanyard/running'
import { addressOf } from './guard.ts'
import type { ErrorCode } from './messages/en.ts'
import type { PasswordFeedback } from './pages.ts'
import type { Banner } from './layout.ts'
import type { Rmm } from './rmm.ts'

/**
 * Each answer that is a refusal: its HTTP status (RFC 9110, section 15), and how loudly a page tells it. Hub and PSA have
 * a class for this, `RefusalOf` of `@lanyard/running`. A product with six codes and no fields of its own needs no more
 * than a table.
 */
const refusals = {
  bad_request: { status: 400, weight: 'alert' },
  foreign_origin: { status: 403, weight: 'alert' },
  not_an_admin: { status: 403, weight: 'alert' },
  not_found: { status: 404, weight: 'alert' },
  unavailable: { status: 503, weight: 'alert' },
  unexpected: { status: 500, weight: 'support' },
} as const satisfies Record<ErrorCode, { readonly status: number; readonly weight: Banner['weight'] }>

/** A page that says what did not work and how to go on. */
export function fail(
  { messages, pages }: Rmm,
  response: Response,
  code: ErrorCode,
  { status = refusals[code].status, reference }: { readonly status?: number; readonly reference?: string } = {},
): void {
  const { weight } = refusals[code]
  const evidence = [code, reference].filter((part) => part !== undefined).join(' · ')
  response.status(status).send(pages.error({ weight, text: messages.error[code], reference: evidence }).toString())
}

/** Refuses forms of other sites. */
export function ownFormsOnly(rmm: Rmm): RequestHandler {
  return (request, response, next) => {
    const headers = { get: (name: string) => request.get(name) }
    if (!changesState(request.method) || isOwnForm(headers, rmm.origin)) next()
    else fail(rmm, response, 'foreign_origin')
  }
}

/** Refuses a form or a query with a field that comes twice; Express makes a list of it. */
export function singleFieldsOnly(rmm: Rmm): RequestHandler {
  return (request, response, next) => {
    const url = addressOf(request, rmm.origin)
    const body: unknown = request.body
    const isTwice = url === null || isSentTwice(url.searchParams) || Object.values(Object(body)).some(Array.isArray)
    if (isTwice) fail(rmm, response, 'bad_request')
    else next()
  }
}

/** What was thrown: a refusal of the kit is worded, a form that cannot be read is the sender's, the rest is a bug. */
export function answerErrors(rmm: Rmm): ErrorRequestHandler {
  return (error: unknown, request, response, _next) => {
    if (error instanceof Refusal) {
      const { what, next } = words(error, rmm.names)
      const banner = { weight: 'alert' as const, text: [what, next].join(' '), reference: error.code }
      response.status(409).send(rmm.pages.error(banner).toString())
      return
    }
    if (isDatabaseAway(error)) {
      rmm.log.error({ event: 'database_away', error })
      return fail(rmm, response.set('Retry-After', String(AWAY)), 'unavailable')
    }
    const status = statusOf(error)
    if (status < 500) return fail(rmm, response, 'bad_request', { status })

    const reference = newReference()
    rmm.log.error({ event: 'failed', reference, path: request.path, error })
    fail(rmm, response, 'unexpected', { reference })
  }
}

/** Express's own errors about requests carry a status below 500. */
function statusOf(error: unknown): number {
  const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : 500
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 500
}

/**
 * What the page of a try at a password that was not right says: what is wrong stands at the box, that one has to wait on
 * top. Sets status and `Retry-After`.
 */
export function answerTry(
  { messages: { password } }: Pick<Rmm, 'messages'>,
  response: Response,
  tried: PasswordTried,
  wrong: string,
): PasswordFeedback {
  if (tried.outcome !== 'limited' && tried.outcome !== 'busy') {
    response.status(401)
    return { wrong }
  }
  const { seconds } = tried
  const isBusy = tried.outcome === 'busy'
  response.status(isBusy ? 503 : 429).set('Retry-After', String(seconds))
  return { banner: { weight: 'alert', text: isBusy ? password.busy(seconds) : password.tooMany(seconds) } }
}

/** A box of a form, as text; empty where there is none. */
export function field(request: Request, name: string): string {
  const body: unknown = request.body
  const value = typeof body === 'object' && body !== null ? Reflect.get(body, name) : undefined
  return typeof value === 'string' ? value : ''
}
