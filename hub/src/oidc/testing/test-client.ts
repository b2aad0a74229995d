import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import * as client from 'openid-client'
import { operator } from '../../../testing.ts'
import { addClient } from '../../clients/add-client.ts'
import type { TestSite } from '../../web/testing/start-test-site.ts'
import type { Visitor } from '../../web/testing/visitor.ts'

/** How a client takes a log-out token: with a status, never (until the sender gives up), or without an answer. */
export type Manner = number | 'silent' | 'lost'

/** An OpenID Connect client outside the suite, registered with a log-out address at which it listens. */
export interface TestClient extends AsyncDisposable {
  readonly id: string
  /** What each log-out token that arrived says, whatever was answered. */
  readonly heard: readonly Readonly<Record<string, unknown>>[]
  behave(manner: Manner): void
  /** Signs in with a browser that is logged in to the hub. @returns the session's name here, as {@link sidIn} */
  signIn(visitor: Visitor): Promise<string | null>
}

/** @param logoutAddress false for a client that registers none */
export async function openTestClient(
  { hub, origin }: Pick<TestSite, 'hub' | 'origin'>,
  { name = 'Wiki', logoutAddress = true }: { readonly name?: string; readonly logoutAddress?: boolean } = {},
): Promise<TestClient> {
  const heard: Readonly<Record<string, unknown>>[] = []
  let manner: Manner = 200
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => {
      heard.push(readPayload(new URLSearchParams(body).get('logout_token') ?? ''))
      if (manner === 'lost') response.destroy()
      else if (manner !== 'silent') response.writeHead(manner).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const own = `http://localhost:${(server.address() as AddressInfo).port}`
  const redirectUri = `${own}/callback`
  const { id, secret } = await addClient(hub, {
    name,
    redirectUris: [redirectUri],
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
  return {
    id,
    heard,
    behave: (next) => {
      manner = next
    },
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
      return sidIn(tokens)
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** The session's name at the client that got these tokens; null where it has no log-out address. */
export function sidIn(tokens: client.TokenEndpointResponseHelpers): string | null {
  const sid = tokens.claims()?.['sid']
  return typeof sid === 'string' ? sid : null
}

function readPayload(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>
}
