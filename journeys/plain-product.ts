import { readFile } from 'node:fs/promises'
import { once } from 'node:events'
import { createServer } from 'node:http'
import * as client from 'openid-client'
import type { World } from './world.ts'

type Json = Readonly<Record<string, unknown>>

export interface ApiAnswer {
  readonly status: number
  readonly type: string | null
  readonly body: Json
}

export interface Sent {
  readonly body?: Json
  readonly headers?: Readonly<Record<string, string>>
  /** Another token than the deployment's own; '' for none. */
  readonly token?: string
}

/** A deployment that is no more than docs/tenant-linking.md: its credentials, its callback, and HTTP. */
export interface PlainProduct extends AsyncDisposable {
  readonly id: string
  /** What the hub says about itself. */
  readonly discovery: Json
  /** Pushes an authorization request. */
  push(parameters: Readonly<Record<string, string>>): Promise<Request>
  /** A request that goes with the browser alone. */
  ask(parameters?: Readonly<Record<string, string>>): Promise<Request>
  /** A message to the interface. */
  send(method: string, path: string, sent?: Sent): Promise<ApiAnswer>
  /** Hints that arrived, by the length of what they carried. */
  readonly hints: readonly number[]
}

/** One authorization request. */
export interface Request {
  /** Where the browser goes. */
  readonly url: string
  /** What the browser brings back. */
  readonly answer: Promise<URL>
  /** What the code in it is exchanged for. */
  redeem(): Promise<{ readonly claims: Json; readonly accessToken: string }>
}

/** Stands in for a deployment that is not started, at its address. */
export async function openPlainProduct(world: World, part: 'psa-us' | 'psa-uk'): Promise<PlainProduct> {
  const origin = world.origin(part)
  const redirectUri = `${origin}/connect/callback`
  const waiting = new Map<string, (url: URL) => void>()
  const hints: number[] = []
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', origin)
    if (url.pathname === '/connect/hint') hints.push(Number(request.headers['content-length'] ?? 0))
    waiting.get(url.searchParams.get('state') ?? '')?.(url)
    response.setHeader('Content-Type', 'text/html').end('<!doctype html><title>Back</title><link rel=icon href=data:,>')
  })
  server.listen(Number(new URL(origin).port), 'localhost')
  await once(server, 'listening')
  const hub = await discover(world, part)

  const prepare = async (parameters: Readonly<Record<string, string>>) => {
    const [state, nonce, verifier] = [client.randomState(), client.randomNonce(), client.randomPKCECodeVerifier()]
    const { promise: answer, resolve } = Promise.withResolvers<URL>()
    waiting.set(state, resolve)
    const asked = {
      redirect_uri: redirectUri,
      scope: 'openid profile email',
      acr_values: 'https://refeds.org/profile/mfa',
      state,
      nonce,
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      ...parameters,
    }
    const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true }
    const redeem = async () => {
      const tokens = await client.authorizationCodeGrant(hub, await answer, checks)
      return { claims: (tokens.claims() ?? {}) as Json, accessToken: tokens.access_token }
    }
    return { asked, answer, redeem }
  }

  return {
    id: part,
    discovery: { ...hub.serverMetadata() },
    hints,
    async push(parameters) {
      const { asked, ...request } = await prepare(parameters)
      return { url: (await client.buildAuthorizationUrlWithPAR(hub, asked)).href, ...request }
    },
    async ask(parameters = {}) {
      const { asked, ...request } = await prepare(parameters)
      return { url: client.buildAuthorizationUrl(hub, asked).href, ...request }
    },
    async send(method, path, { body, headers = {}, token } = {}) {
      const api = `${world.origin('hub')}/api`
      const bearer = token ?? (await tokenFor(hub, api))
      const response = await fetch(api + path, {
        method,
        headers: {
          ...(bearer === '' ? {} : { Authorization: `Bearer ${bearer}` }),
          ...(body ? { 'Content-Type': 'application/json' } : {}),
          ...headers,
        },
        ...(body ? { body: JSON.stringify(body) } : {}),
      })
      const text = await response.text()
      const read = text === '' ? {} : (JSON.parse(text) as Json)
      return { status: response.status, type: response.headers.get('Content-Type'), body: read }
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

async function discover(world: World, part: 'psa-us' | 'psa-uk'): Promise<client.Configuration> {
  const { LANYARD_CLIENT_KEY: file = '' } = world.environment(part)
  const jwk = JSON.parse(await readFile(file, 'utf8')) as JsonWebKey & { readonly kid: string }
  const key = await crypto.subtle.importKey('jwk', jwk, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign'])
  const metadata = { id_token_signed_response_alg: 'ES256' }
  return client.discovery(new URL(world.origin('hub')), part, metadata, client.PrivateKeyJwt({ key, kid: jwk.kid }), {
    execute: [client.allowInsecureRequests, client.enableNonRepudiationChecks],
  })
}

async function tokenFor(hub: client.Configuration, api: string): Promise<string> {
  return (await client.clientCredentialsGrant(hub, { scope: 'tenant_links', resource: api })).access_token
}
