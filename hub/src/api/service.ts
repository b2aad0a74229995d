import { isSentTwice } from '@lanyard/guard'
import { noteRefusal } from '@lanyard/running'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Hub } from '../hub.ts'
import { Refusal, refusalOf } from '../refusal.ts'

const LARGEST_BODY = 16 * 1024

export interface ServiceEnv<Caller> {
  Variables: { caller: Caller }
}

export interface ServiceOptions<Caller> {
  /** Whom a request stands for, by its credentials. @throws {Refusal} */
  readonly authenticate: (request: Request) => Promise<Caller>
  /** A refusal as the programs that call this service read it. */
  readonly write: (refusal: Refusal) => Response
}

/**
 * What the hub's doors for programs share, before any route: every request stands for its caller and for nothing else,
 * bodies have a limit, no parameter comes twice, no answer is kept, and every error is told as a refusal and written down.
 */
export function createService<Caller>(
  hub: Pick<Hub, 'log'>,
  path: string,
  { authenticate, write }: ServiceOptions<Caller>,
): Hono<ServiceEnv<Caller>> {
  const service = new Hono<ServiceEnv<Caller>>().basePath(path)
  const answer = ({ req }: Context, refusal: Refusal, error: unknown = refusal) => {
    noteRefusal(hub.log, req, refusal, error)
    const response = write(refusal)
    // The rest of the body is not read, and so the next request cannot come on this connection.
    if (refusal.code === 'too_large') response.headers.set('Connection', 'close')
    if (refusal.status === 401) response.headers.set('WWW-Authenticate', 'Bearer')
    return response
  }
  service.use(bodyLimit({ maxSize: LARGEST_BODY, onError: (c) => answer(c, new Refusal('too_large')) }))
  service.use(async (c, next) => {
    // Before the credentials are looked at: who holds back the last byte until they have ended finds the door shut (T9).
    await c.req.arrayBuffer()
    c.set('caller', await authenticate(c.req.raw))
    if (isSentTwice(new URL(c.req.url).searchParams)) throw new Refusal('form_invalid')
    await next()
    c.header('Cache-Control', 'no-store')
  })
  service.notFound((c) => answer(c, new Refusal('not_found')))
  service.onError((error, c) => answer(c, refusalOf(error), error))
  return service
}

/** @throws {Refusal} what `invalid` makes, for what is no JSON */
export async function readJson(c: Context, invalid: () => Refusal): Promise<unknown> {
  try {
    return await c.req.json()
  } catch {
    throw invalid()
  }
}
