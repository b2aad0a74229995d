import * as client from 'openid-client'
import { Refusal } from './refusal.ts'
import type { ConnectConfig } from './api.ts'
import { type HubAnswer, isAssured, MFA, readIdentity, readRefusal } from './hub-answer.ts'
import type { AttemptSecret } from './ids.ts'
import { ROUTES } from './paths.ts'

/** The product as an OpenID Connect relying party of the hub. */
export interface RelyingParty {
  /**
   * Where the browser goes to begin. A pushed request keeps its parameters out of the browser's hands (RFC 9126).
   *
   * @throws {Refusal} `hub_unavailable`, `product_refused`
   */
  begin(wish: Wish): Promise<URL>
  /** Exchanges what the browser brought back. Never throws. */
  finish(search: string, expected: Expected): Promise<HubAnswer>
  /** @throws where discovery fails */
  configuration(): Promise<client.Configuration>
}

export interface Wish {
  readonly state: string
  readonly secret: Pick<AttemptSecret, 'nonce' | 'verifier'>
  readonly pushed: boolean
  readonly parameters: Readonly<Record<string, string>>
}

export interface Expected {
  readonly state: string
  readonly secret: Pick<AttemptSecret, 'nonce' | 'verifier'>
  readonly freshSince: number | null
}

/** Names come in the ID token, so that no further request is needed to show them. */
const NAMES = JSON.stringify({ id_token: { preferred_username: null, email: null, name: null } })

/** Seconds that the hub may take for one answer. */
const PATIENCE = 5

/** Milliseconds after which metadata are read again, so that a hub may move its endpoints. */
const METADATA_AGE = 3_600_000

export function createRelyingParty(
  config: Pick<ConnectConfig<unknown>, 'issuer' | 'client' | 'product'>,
): RelyingParty {
  const callback = new URL(ROUTES.callback, config.product.origin)
  const configuration = cached(() => discover(config))

  return {
    configuration,

    async begin({ state, secret, pushed, parameters }) {
      try {
        const hub = await configuration()
        if (!pushed) await assertAnswers(hub)
        const request = {
          redirect_uri: callback.href,
          scope: 'openid profile email',
          acr_values: MFA,
          claims: NAMES,
          state,
          nonce: secret.nonce,
          code_challenge: await client.calculatePKCECodeChallenge(secret.verifier),
          code_challenge_method: 'S256',
          ...parameters,
        }
        return pushed
          ? await client.buildAuthorizationUrlWithPAR(hub, request)
          : client.buildAuthorizationUrl(hub, request)
      } catch (error) {
        const isRefused = error instanceof client.ResponseBodyError && error.status < 500
        throw new Refusal(isRefused ? 'product_refused' : 'hub_unavailable', {}, { cause: error })
      }
    },

    async finish(search, { state, secret, freshSince }) {
      try {
        const url = new URL(callback)
        url.search = search
        const tokens = await client.authorizationCodeGrant(await configuration(), url, {
          expectedState: state,
          expectedNonce: secret.nonce,
          pkceCodeVerifier: secret.verifier,
          idTokenExpected: true,
        })
        const claims = tokens.claims() ?? {}
        const identity = readIdentity(claims)
        return identity ? { kind: 'token', identity, assured: isAssured(claims, freshSince) } : { kind: 'untrusted' }
      } catch (error) {
        return readFailure(error)
      }
    },
  }
}

/** Loopback is the one place where a hub may be without TLS. */
function discover({ issuer, client: { id, privateKey } }: Pick<ConnectConfig<unknown>, 'issuer' | 'client'>) {
  const { protocol, hostname } = new URL(issuer)
  const isPlain = protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
  const { kid } = privateKey
  return crypto.subtle
    .importKey('jwk', privateKey, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign'])
    .then((key) =>
      client.discovery(
        new URL(issuer),
        id,
        { id_token_signed_response_alg: 'ES256' },
        client.PrivateKeyJwt(kid === undefined ? key : { key, kid }),
        {
          timeout: PATIENCE,
          execute: [...(isPlain ? [client.allowInsecureRequests] : []), client.enableNonRepudiationChecks],
        },
      ),
    )
}

/** Milliseconds that somebody who wants to log in waits for a sign of life. */
const ANSWER_PATIENCE = 3_000

/**
 * A browser that is sent to a hub that is down stays there, before an empty page; asked first, the person stays where
 * the local log-in is. A pushed request asks by itself.
 *
 * @throws where the hub does not answer
 */
async function assertAnswers(hub: client.Configuration): Promise<void> {
  const issuer = hub.serverMetadata().issuer.replace(/\/$/, '')
  const signal = AbortSignal.timeout(ANSWER_PATIENCE)
  const response = await fetch(`${issuer}/.well-known/openid-configuration`, { signal })
  await response.body?.cancel()
  if (!response.ok) throw new Error(`the hub answers ${response.status}`)
}

/** One discovery for all who wait for it; a failed one is forgotten, an aged one serves until the next is there. */
function cached(load: () => Promise<client.Configuration>): () => Promise<client.Configuration> {
  let held: { readonly at: number; readonly value: client.Configuration } | null = null
  let loading: Promise<client.Configuration> | null = null
  const refresh = () =>
    (loading ??= load()
      .then((value) => {
        held = { at: performance.now(), value }
        return value
      })
      .finally(() => {
        loading = null
      }))
  return async () => {
    if (held === null) return refresh()
    if (performance.now() - held.at > METADATA_AGE) refresh().catch(() => {})
    return held.value
  }
}

function readFailure(error: unknown): HubAnswer {
  if (error instanceof client.AuthorizationResponseError) return readRefusal(error.error, error.error_description)
  if (error instanceof client.ResponseBodyError) {
    return error.status >= 500 ? { kind: 'silent' } : readRefusal(error.error, error.error_description)
  }
  return isSilence(error) ? { kind: 'silent' } : { kind: 'untrusted' }
}

/** Not reached, not in time, or answered by something else than the hub, such as a proxy's error page. */
function isSilence(error: unknown): boolean {
  if (error instanceof TypeError) return error.message === 'fetch failed' || error.cause !== undefined
  if (!(error instanceof client.ClientError)) return false
  return SILENT.includes(error.code ?? '')
}

const SILENT = [
  'OAUTH_TIMEOUT',
  'OAUTH_ABORT',
  'OAUTH_RESPONSE_IS_NOT_JSON',
  'OAUTH_RESPONSE_IS_NOT_CONFORM',
  'OAUTH_PARSE_ERROR',
]
