import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { boundIdle } from './bound-idle.ts'
import { compress } from './compress.ts'
import { newRequestId, withRequest } from './current-request.ts'
import type { Health } from './health.ts'
import { DEFAULT_KEEP_ALIVE } from './keep-alive.ts'
import type { Log } from './log.ts'
import { readTarget } from './read-target.ts'

export type Handler = (request: IncomingMessage, response: ServerResponse) => unknown

export interface ListenOptions {
  readonly host: string
  readonly port: number
  /** Milliseconds for which an idle connection is kept: longer than the balancer before this part keeps it. */
  readonly keepAlive?: number
  /** Connections that are kept though they are idle. */
  readonly mostIdle?: number
  readonly log: Log
  readonly health: Health
}

export interface Listening {
  readonly port: number
  /** Takes no more requests, and waits for those that are being answered, a few seconds at most. */
  close(): Promise<void>
}

/** Milliseconds for the head of a request, and for all of it. */
const HEADERS_PATIENCE = 20_000
const REQUEST_PATIENCE = 120_000
/** Milliseconds that a stop waits for answers; who waits for events asks again. */
const CLOSE_PATIENCE = 3000
/** Some 15 kB each. Behind a balancer there are a few; people who come directly have up to six each. */
const MOST_IDLE = 2000

/**
 * Serves HTTP: every request gets an id, which its lines in the log carry, and one line when it is answered. Answers are
 * compressed.
 */
export async function listen(handler: Handler, options: ListenOptions): Promise<Listening> {
  const { host, port, keepAlive = DEFAULT_KEEP_ALIVE, mostIdle = MOST_IDLE, log, health } = options
  const timeouts = {
    keepAliveTimeout: keepAlive,
    headersTimeout: HEADERS_PATIENCE,
    requestTimeout: REQUEST_PATIENCE,
  }
  const server = createServer(timeouts, (request, response) => {
    const id = newRequestId()
    response.setHeader('x-request-id', id)
    withRequest(id, () => {
      logAnswer(log, request, response)
      compress(request, response, () => handler(request, response))
    })
  })
  boundIdle(server, mostIdle)
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve))
  server.on('error', (error) => log.error({ event: 'listening_failed', error }))
  return {
    port: (server.address() as AddressInfo).port,
    close() {
      health.stopping()
      return close(server)
    },
  }
}

function logAnswer(log: Log, { method, url = '' }: IncomingMessage, response: ServerResponse): void {
  const path = withoutSecrets(readTarget(url).path)
  if (path === '/healthz' || path === '/readyz') return
  const began = performance.now()
  response.once('close', () => {
    const ms = Math.round(performance.now() - began)
    const { statusCode: status, writableFinished } = response
    log.info({ event: 'request', method, path, status, ms, ...(writableFinished ? {} : { broken_off: true }) })
  })
}

/** The path alone, without what could be a token of 256 bits: a mailed link still opens something. */
export function withoutSecrets(url: string): string {
  const [path = ''] = url.split(/[?#]/, 1)
  return path.replaceAll(/[A-Za-z0-9_-]{40,}/g, '…').slice(0, 300)
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const impatient = setTimeout(() => server.closeAllConnections(), CLOSE_PATIENCE)
    server.close(() => {
      clearTimeout(impatient)
      resolve()
    })
    server.closeIdleConnections()
  })
}
