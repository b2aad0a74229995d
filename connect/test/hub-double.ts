import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Claims, issueJwt, newSigningKey } from '../src/testing/jwt.ts'
import { createHubLedger, type HubLedger, type HubLink } from './hub-ledger.ts'
import { createHubProvider, type HubClient, type Person } from './hub-provider.ts'

/** What goes wrong with one message to the API. `lost answer`: it takes effect, and the connection breaks; `silence`: it never ends. */
export type Fault = 'lost message' | 'lost answer' | 'silence' | 401 | 403 | 404 | 429 | 503

/** A hub that speaks docs/protocol.md over real HTTP, and on which everything can be made to go wrong. */
export interface HubDouble extends AsyncDisposable {
  readonly issuer: string
  readonly ledger: HubLedger
  /** Who logs in at the hub from now on, wherever no one is logged in yet. */
  person: Person
  /** What every message to the API runs into, by method and path; null for nothing. */
  fault: (method: string, path: string) => Fault | null
  /** What happens elsewhere while a product waits for tokens; null for nothing. */
  meanwhile: (() => Promise<unknown>) | null
  /** Messages that wait for an answer that never comes. */
  waiting: number
  /** Method and path of every message that reached the API. */
  readonly messages: string[]
  /** How often a person was asked to log in. */
  logIns: number
  readonly apps: Readonly<Record<string, unknown>>[]
  /** What the product announced with its last request for events; null where it did not. */
  announced: string | null
  /** It is of version 0.1.0: only to a question it says who asked to be unlinked. */
  isOlder: boolean
  /** What it said of an event, by number; the first word counts. */
  readonly remaining: Map<number, unknown>
  /** Signs a JWT with the hub's own key, as given. */
  sign(type: string, claims: Claims): string
  /** Every connection breaks at once. The port stays taken, so that nothing else can answer there. */
  goAway(): void
  comeBack(): void
}

export function newKeyPair(kid: string): {
  readonly privateKey: JsonWebKey & { kid: string }
  readonly publicKey: Record<string, unknown>
} {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const jwk = (key: KeyObject) => ({ ...key.export({ format: 'jwk' }), kid, alg: 'ES256', use: 'sig' })
  return { privateKey: jwk(pair.privateKey), publicKey: jwk(pair.publicKey) }
}

/**
 * @param features what it announces beside version 1; left out, it is a hub that knows of no features
 * @param former what it remembers, where it is a hub that had another name before
 */
export async function openHubDouble(
  clients: readonly HubClient[],
  former?: HubLedger,
  features?: readonly string[],
): Promise<HubDouble> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const issuer = `http://127.0.0.1:${port}`
  const ledger = former ?? createHubLedger(clients.map(({ id }) => id))
  const key = newSigningKey('hub')
  const jwk = { ...key.publicJwk, ...key.privateKey.export({ format: 'jwk' }) }
  const hub = createHubProvider(issuer, ledger, clients, jwk, features)
  const callback = hub.provider.callback()

  let isAway = false
  server.on('connection', (socket) => isAway && socket.destroy())
  const double: HubDouble = {
    issuer,
    ledger,
    person: { sub: '', organization: '', does: 'log in' },
    fault: () => null,
    meanwhile: null,
    waiting: 0,
    messages: [],
    logIns: 0,
    apps: [],
    announced: null,
    isOlder: false,
    remaining: new Map(),
    sign: (type, claims) => issueJwt(key, type, claims),
    goAway() {
      isAway = true
      server.closeAllConnections()
    },
    comeBack() {
      isAway = false
    },
    async [Symbol.asyncDispose]() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }

  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    // Nothing is left over from before it went away.
    response.shouldKeepAlive = false
    const path = new URL(request.url ?? '/', issuer).pathname
    if (path.startsWith('/api/')) return void answerApi(double, (bearer) => hub.authenticate(bearer), request, response)
    if (path.startsWith('/interaction/')) {
      double.logIns++
      return void hub.answerInteraction(double.person, request, response).then(
        (to) => response.writeHead(303, { location: to }).end(),
        (error: unknown) => response.writeHead(500).end(String(error)),
      )
    }
    const meanwhile = path.endsWith('/token') ? double.meanwhile : null
    if (!meanwhile) return void callback(request, response)
    double.meanwhile = null
    void meanwhile().finally(() => void callback(request, response))
  })
  return double
}

async function answerApi(
  double: HubDouble,
  authenticate: (bearer: string) => Promise<string | null>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method = 'GET' } = request
  const url = new URL(request.url ?? '/', double.issuer)
  const path = url.pathname.slice('/api'.length)
  const fault = double.fault(method, path)
  double.messages.push(`${method} ${path}`)
  if (fault === 'lost message') return void request.socket.destroy()
  if (fault === 'silence') {
    double.waiting++
    return void response.once('close', () => double.waiting--)
  }
  if (typeof fault === 'number') return send(response, fault, { code: 'away' })

  const deployment = await authenticate((request.headers.authorization ?? '').replace('Bearer ', ''))
  if (deployment === null) return send(response, 401, { code: 'token_invalid' })
  const body: unknown = JSON.parse((await readText(request)) || '{}')
  const answer = answerTo(double, deployment, method, path, url.searchParams, body)
  if (fault === 'lost answer') return void request.socket.destroy()
  return send(response, answer.status, answer.body)
}

interface Answer {
  readonly status: number
  readonly body: unknown
}

function answerTo(
  double: HubDouble,
  deployment: string,
  method: string,
  path: string,
  query: URLSearchParams,
  body: unknown,
): Answer {
  const { ledger, apps, remaining } = double
  if (path === '/events') {
    double.announced = query.get('features')
    const page = ledger.eventsAfter(deployment, Number(query.get('after')))
    return page === 'gone' ? { status: 410, body: { head: headOf(ledger, deployment) } } : { status: 200, body: page }
  }
  const [, event] = /^\/events\/(\d+)\/remaining-access$/.exec(path) ?? []
  if (event !== undefined) {
    if (!remaining.has(Number(event))) remaining.set(Number(event), body)
    return { status: 204, body: null }
  }
  const [, , id = '', part, subject = ''] = path.split('/').map(decodeURIComponent)
  const link = ledger.links.get(id)
  if (link && link.deployment !== deployment) return { status: 403, body: { code: 'not_yours' } }
  if (part === 'apps') return { status: 200, body: { apps } }
  if (part === 'user-links') {
    const { revision, state } = body as { revision: number; state: string }
    if (link?.state === 'active') ledger.reports.set(subject, { revision, state })
    return { status: 204, body: null }
  }
  if (method === 'PUT') ledger.confirm(id)
  if (method === 'DELETE') ledger.end(id)
  const { unlinked, ...said } = describe(ledger, id, ledger.links.get(id))
  return { status: 200, body: method === 'PUT' && double.isOlder ? said : { ...said, unlinked } }
}

function headOf(ledger: HubLedger, deployment: string): number {
  const page = ledger.eventsAfter(deployment, Number.MAX_SAFE_INTEGER)
  return page === 'gone' ? 0 : page.head
}

function describe(ledger: HubLedger, id: string, link: HubLink | undefined): Record<string, unknown> {
  if (!link) return { version: 1, id, state: 'ended', reason: 'unknown' }
  const { state, reason, organization } = link
  return {
    version: 1,
    id,
    state,
    reason,
    organization,
    module_url: ledger.organizations.get(organization)?.moduleUrl ?? null,
    unlinked: ledger.unlinkRequestsOf(id),
  }
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response
    .writeHead(status, { 'Content-Type': 'application/json' })
    .end(status === 204 ? undefined : JSON.stringify(body))
}
