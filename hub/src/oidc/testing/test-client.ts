import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import * as client from 'openid-client'
import { operator } from '../../../testing.ts'
import { addClient } from '../../people/organizations/add-client.ts'
import type { TestSite } from '../../web/testing/start-test-site.ts'
import type { Visitor } from '../../web/testing/visitor.ts'

/** How a client takes a logout token: with a status, at its own time, never (until the sender gives up), or without an answer. */
export type LogoutReply = number | { readonly status: number; readonly date: string } | 'silent' | 'lost'

type Tokens = client.TokenEndpointResponse & client.TokenEndpointResponseHelpers

/** An OpenID Connect client outside the suite, registered with a logout address at which it listens. */
export interface TestClient extends AsyncDisposable {
  readonly id: string
  readonly config: client.Configuration
  /** What each logout token that arrived says, whatever was answered. */
  readonly heard: readonly Readonly<Record<string, unknown>>[]
  behave(manner: LogoutReply): void
  /** An authorization request, with its parameters beside `openid`. */
  begin(
    parameters?: Readonly<Record<string, string>>,
  ): Promise<{ readonly url: URL; readonly pkceCodeVerifier: string }>
  /** Signs in with a browser that is logged in to the hub, and is asked nothing. */
  getTokens(visitor: Visitor, parameters?: Readonly<Record<string, string>>): Promise<Tokens>
  /** Signs in with a browser that is logged in to the hub. @returns the session's name here, as {@link sidIn} */
  signIn(visitor: Visitor): Promise<string | null>
}

interface Registration {
  readonly name?: string
  readonly logoutAddress?: boolean
  readonly thirdParty?: boolean
}

/** @param logoutAddress false for a client that registers none */
export async function openTestClient(
  { hub, origin }: Pick<TestSite, 'hub' | 'origin'>,
  { name = 'Wiki', logoutAddress = true, thirdParty = false }: Registration = {},
): Promise<TestClient> {
  const heard: Readonly<Record<string, unknown>>[] = []
  let manner: LogoutReply = 200
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => {
      heard.push(readPayload(new URLSearchParams(body).get('logout_token') ?? ''))
      if (manner === 'lost') response.destroy()
      else if (typeof manner === 'object') response.writeHead(manner.status, { date: manner.date }).end()
      else if (manner !== 'silent') response.writeHead(manner).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const own = `http://localhost:${(server.address() as AddressInfo).port}`
  const redirectUri = `${own}/callback`
  const { id, secret } = await addClient(hub, {
    name,
    redirectUris: [redirectUri],
    thirdParty,
    ...(logoutAddress && { backchannelLogoutUri: `${own}/logout` }),
    by: operator,
  })
  const config = await client.discovery(
    new URL(origin),
    id,
    { client_secret: secret ?? '', id_token_signed_response_alg: 'ES256' },
    client.ClientSecretBasic(secret ?? ''),
    { execute: [client.allowInsecureRequests] },
  )
  const begin = async (parameters: Readonly<Record<string, string>> = {}) => {
    const pkceCodeVerifier = client.randomPKCECodeVerifier()
    const url = client.buildAuthorizationUrl(config, {
      redirect_uri: redirectUri,
      scope: 'openid',
      code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
      code_challenge_method: 'S256',
      ...parameters,
    })
    return { url, pkceCodeVerifier }
  }
  const getTokens = async (visitor: Visitor, parameters?: Readonly<Record<string, string>>) => {
    const { url, pkceCodeVerifier } = await begin(parameters)
    const back = await visitor.get(url.href)
    return client.authorizationCodeGrant(config, back.url, { pkceCodeVerifier })
  }
  return {
    id,
    config,
    heard,
    begin,
    getTokens,
    behave: (next) => {
      manner = next
    },
    signIn: async (visitor) => sidIn(await getTokens(visitor)),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** The session's name at the client that got these tokens; null where it has no logout address. */
export function sidIn(tokens: client.TokenEndpointResponseHelpers): string | null {
  const sid = tokens.claims()?.['sid']
  return typeof sid === 'string' ? sid : null
}

function readPayload(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>
}
