import { createPublicKey, verify } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type Server, type ServerResponse } from 'node:http'
import { addClient } from '@lanyard/hub/src/people/organizations/add-client.ts'
import type { OpenHub } from '@lanyard/suite/src/open-parts.ts'
import * as client from 'openid-client'
import type { Visitor } from '../crashes/visitor.ts'

/** What a logout token said that the hub has signed for this client. */
export interface Heard {
  readonly sub: string
  readonly sid: string
  readonly jti: string
}

/** What a client does with a request that brought a token. */
type Manner = (response: ServerResponse) => unknown

/** A product of another vendor: knows the hub by its discovery, and believes nothing that the hub's keys do not prove. */
export interface RelyingParty extends AsyncDisposable {
  readonly id: string
  readonly heard: readonly Heard[]
  /** Why a message to its logout address was no logout token for it. */
  readonly refused: readonly string[]
  /** Signs in by the session at the hub that this browser has. @returns `sid` of the ID token */
  signIn(visitor: Visitor): Promise<string>
  /** What it does, once, in place of confirming the next token. */
  misbehaveOnce(manner: Manner): void
  /** Takes no connections, and ends those that there are. */
  goDown(): void
  comeBack(): Promise<void>
}

/** @param port where no other process listens, also while it is down */
export async function openRelyingParty(hub: OpenHub, name: string, port: number): Promise<RelyingParty> {
  const origin = `http://localhost:${port}`
  const redirectUri = `${origin}/callback`
  const { id, secret } = await addClient(hub, {
    name,
    redirectUris: [redirectUri],
    backchannelLogoutUri: `${origin}/logout`,
    by: 'operator:test',
  })
  const config = await client.discovery(
    new URL(hub.config.issuer),
    id,
    { id_token_signed_response_alg: 'ES256' },
    client.ClientSecretBasic(secret ?? ''),
    { execute: [client.allowInsecureRequests] },
  )
  const heard: Heard[] = []
  const refused: string[] = []
  const confirm: Manner = (response) => response.writeHead(204).end()
  let next = confirm

  const hear = async (body: string, response: ServerResponse) => {
    const token = new URLSearchParams(body).get('logout_token') ?? ''
    const told = await readLogoutToken(config, token)
    if ('fault' in told) {
      refused.push(told.fault)
      response.writeHead(400).end()
      return
    }
    heard.push(told)
    const manner = next
    next = confirm
    manner(response)
  }
  const listen = async (): Promise<Server> => {
    const opened = createServer((request, response) => {
      let body = ''
      request.on('data', (chunk: Buffer) => (body += chunk.toString()))
      request.on('end', () => {
        if (request.method === 'POST' && request.url === '/logout') void hear(body, response)
        else response.end('Hello')
      })
    })
    opened.listen(port, '127.0.0.1')
    await once(opened, 'listening')
    return opened
  }
  let server = await listen()
  const goDown = () => {
    server.close()
    server.closeAllConnections()
  }

  return {
    id,
    heard,
    refused,
    async signIn(visitor) {
      const pkceCodeVerifier = client.randomPKCECodeVerifier()
      const url = client.buildAuthorizationUrl(config, {
        redirect_uri: redirectUri,
        scope: 'openid',
        code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
        code_challenge_method: 'S256',
      })
      const back = await visitor.get(url.href)
      const tokens = await client.authorizationCodeGrant(config, back.url, { pkceCodeVerifier })
      const sid = tokens.claims()?.['sid']
      if (typeof sid !== 'string') throw new Error('an ID token without sid')
      return sid
    },
    misbehaveOnce(manner) {
      next = manner
    },
    goDown,
    async comeBack() {
      server = await listen()
    },
    async [Symbol.asyncDispose]() {
      goDown()
    },
  }
}

const EVENT = 'http://schemas.openid.net/event/backchannel-logout'

type Claims = Readonly<Record<string, unknown>>

/** OpenID Connect Back-Channel Logout 1.0, section 2.6, step by step. */
async function readLogoutToken(config: client.Configuration, token: string): Promise<Heard | { fault: string }> {
  const { issuer, jwks_uri: jwksUri } = config.serverMetadata()
  const [head = '', payload = '', signature = ''] = token.split('.')
  const header = parse(head)
  if (header['typ'] !== 'logout+jwt' || header['alg'] !== 'ES256') return { fault: 'another kind of token' }
  const { keys } = (await (await fetch(jwksUri ?? '')).json()) as { readonly keys: readonly JsonWebKey[] }
  const jwk = keys.find((each) => Reflect.get(each, 'kid') === header['kid'])
  if (jwk === undefined) return { fault: 'a key that the hub does not publish' }
  const key = { key: createPublicKey({ key: { ...jwk }, format: 'jwk' }), dsaEncoding: 'ieee-p1363' } as const
  const isSigned = verify('sha256', Buffer.from(`${head}.${payload}`), key, Buffer.from(signature, 'base64url'))
  if (!isSigned) return { fault: 'another signature' }

  const { iss, aud, iat, exp, events, sub, sid, jti, ...more } = parse(payload)
  const now = Date.now() / 1000
  if (iss !== issuer || aud !== config.clientMetadata().client_id) return { fault: 'for somebody else' }
  if (typeof iat !== 'number' || typeof exp !== 'number' || iat > now + 1 || exp < now) return { fault: 'out of date' }
  if (typeof events !== 'object' || events === null || !(EVENT in events)) return { fault: 'about something else' }
  if ('nonce' in more) return { fault: 'an ID token' }
  if (typeof sub !== 'string' || typeof sid !== 'string' || typeof jti !== 'string') return { fault: 'about nobody' }
  return { sub, sid, jti }
}

function parse(part: string): Claims {
  return JSON.parse(Buffer.from(part, 'base64url').toString()) as Claims
}
