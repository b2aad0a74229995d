import * as client from 'openid-client'
import type { ConnectConfig } from '../api/config.ts'
import type { Client, ClientKey } from '../api/provider.ts'
import { causeOf, CheckFailed } from '../cause.ts'
import { CLOCK_TOLERANCE, ClocksDiffer } from '../clocks.ts'
import { ROUTES } from '../http/paths.ts'
import { Refusal } from '../refusal.ts'
import type { Dialect, Expected, AuthorizationRequest } from './dialect.ts'
import { type Claims, type HubAnswer, readRefusal, toOwnClock } from './hub-answer.ts'
import { hubDialect } from './hub-dialect.ts'
import { assertMadeNow, createHubClock, type HubClock } from './hub-clock.ts'
import { createHubKeys, type HubKeys, KeysNotReached } from './hub-keys.ts'
import { providerDialect } from './provider/provider-dialect.ts'

/** The product as an OpenID Connect relying party of the hub. */
export interface RelyingParty {
  /**
   * Where the browser goes to begin.
   *
   * @throws {Refusal} `hub_unavailable`, `product_refused`, `clocks_differ`
   */
  begin(request: AuthorizationRequest): Promise<URL>
  /** Exchanges what the browser brought back. Never throws. */
  finish(search: string, expected: Expected): Promise<HubAnswer>
  /**
   * Where the browser goes to end its session there (OpenID Connect RP-Initiated Logout 1.0), and comes back with `state`.
   *
   * @param request.idToken the session's own, by which it is known; null where it was not kept
   * @throws {Refusal} `still_logged_in`: no answer, or no such endpoint
   */
  endSession(request: { readonly state: string; readonly idToken: string | null }): Promise<URL>
  /** @throws where discovery fails */
  configuration(): Promise<client.Configuration>
}

/** Seconds that the hub may take for one answer. */
const PATIENCE = 5

/** Milliseconds after which metadata are read again, so that a hub may move its endpoints. */
const METADATA_AGE = 3_600_000

export function createRelyingParty(
  config: Pick<ConnectConfig<unknown>, 'issuer' | 'client' | 'product' | 'provider' | 'now'>,
): RelyingParty & { readonly keys: HubKeys; readonly explain: HubClock['explain'] } {
  const { now = Date.now } = config
  const dialect = config.provider ? providerDialect(config.provider) : hubDialect
  const callback = new URL(ROUTES.callback, config.product.origin)
  const clock = createHubClock(now)
  const configuration = cached(() => discover(config, dialect, clock))
  const assertAnswers = askOnceASecond(() => askForLife(config.issuer), now)
  const keys = createHubKeys({ configuration }, config.client.id)

  return {
    configuration,
    keys,
    explain: clock.explain,

    async begin({ kind, state, secret, parameters }) {
      const pushed = dialect.pushesLinking && kind !== 'sign_in'
      try {
        // First of all, so that of those whom a hub is away for one asks, also before anything of it is known.
        if (!pushed) await assertAnswers()
        const hub = await configuration()
        const request = {
          redirect_uri: callback.href,
          ...dialect.ask({ kind, parameters }),
          state,
          nonce: secret.nonce,
          code_challenge: await client.calculatePKCECodeChallenge(secret.verifier),
          code_challenge_method: 'S256',
        }
        return pushed
          ? await client.buildAuthorizationUrlWithPAR(hub, request)
          : client.buildAuthorizationUrl(hub, request)
      } catch (thrown) {
        const error = clock.explain(thrown)
        if (error instanceof ClocksDiffer) throw new Refusal('clocks_differ', error.details, { cause: error })
        const isRefused = error instanceof client.ResponseBodyError && error.status < 500
        throw new Refusal(isRefused ? 'product_refused' : 'hub_unavailable', {}, { cause: error })
      }
    },

    async finish(search, { kind, state, secret, freshSince }) {
      try {
        const url = new URL(callback)
        url.search = search
        const tokens = await client.authorizationCodeGrant(await configuration(), url, {
          expectedState: state,
          expectedNonce: secret.nonce,
          pkceCodeVerifier: secret.verifier,
          idTokenExpected: true,
        })
        // The library would wait a minute before it fetches a key that it does not know.
        await keys.read(tokens.id_token ?? '', ID_TOKEN)
        const claims: Claims = tokens.claims() ?? {}
        assertMadeNow(claims['iat'], { now: now(), ahead: clock.ahead() }, dialect.datesBack)
        const answer = dialect.read(claims, { kind, freshSince })
        if (answer.kind !== 'token' || !tokens.id_token) return answer
        return { ...answer, identity: toOwnClock(answer.identity, now()), idToken: tokens.id_token }
      } catch (thrown) {
        const error = clock.explain(thrown)
        return { ...readFailure(error), cause: causeOf(error) }
      }
    },

    async endSession({ state, idToken }) {
      try {
        await assertAnswers()
        return client.buildEndSessionUrl(await configuration(), {
          ...(idToken === null ? {} : { id_token_hint: idToken }),
          post_logout_redirect_uri: new URL(ROUTES.loggedOut, config.product.origin).href,
          state,
        })
      } catch (error) {
        throw new Refusal('still_logged_in', {}, { cause: error })
      }
    },
  }
}

/** Most providers leave its type out. */
const ID_TOKEN = { name: 'jwt', isOptional: true } as const

/** Loopback is the one place where a hub may be without TLS. */
async function discover(
  { issuer, client: own }: Pick<ConnectConfig<unknown>, 'issuer' | 'client'>,
  { idTokenAlgorithm }: Dialect,
  clock: HubClock,
): Promise<client.Configuration> {
  const { protocol, hostname } = new URL(issuer)
  const isPlain = protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
  const metadata = {
    id_token_signed_response_alg: idTokenAlgorithm,
    [client.clockTolerance]: CLOCK_TOLERANCE / 1000,
  }
  return client.discovery(new URL(issuer), own.id, metadata, await authenticationOf(own), {
    timeout: PATIENCE,
    [client.customFetch]: clock.fetch,
    execute: isPlain ? [client.allowInsecureRequests] : [],
  })
}

async function authenticationOf(own: Client): Promise<client.ClientAuth> {
  return 'secret' in own ? client.ClientSecretBasic(own.secret) : client.PrivateKeyJwt(await readKey(own.privateKey))
}

async function readKey(jwk: ClientKey): Promise<CryptoKey | client.PrivateKey> {
  const key = await crypto.subtle.importKey('jwk', jwk, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign'])
  return jwk.kid === undefined ? key : { key, kid: jwk.kid }
}

/** Milliseconds that a person who wants to log in waits for a sign of life. */
const ANSWER_PATIENCE = 3_000

/**
 * A browser that is sent to a hub that is down stays there, before an empty page; asked first, the person stays where
 * the local login is. A pushed request asks by itself.
 *
 * @throws where the hub does not answer
 */
async function askForLife(issuer: string): Promise<void> {
  const signal = AbortSignal.timeout(ANSWER_PATIENCE)
  const response = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, { signal })
  await response.body?.cancel()
  if (!response.ok) throw new Error(`the hub answers ${response.status}`)
}

/** Milliseconds for which an answer, or that none came, stands for those who ask next. */
const ANSWER_AGE = 1_000

/** One question for all who ask while it is on its way or a second after: anyone may, as often as they like (T45). */
function askOnceASecond(ask: () => Promise<void>, now: () => number): () => Promise<void> {
  let asked: { readonly answer: Promise<void>; at: number | null } | null = null
  // An answer from later than now was given by a clock that has gone back since.
  const isOver = (at: number) => now() - at >= ANSWER_AGE || at > now()
  return () => {
    if (asked !== null && (asked.at === null || !isOver(asked.at))) return asked.answer
    const asking: typeof asked = { answer: ask(), at: null }
    asked = asking
    const settle = () => void (asking.at = now())
    asking.answer.then(settle, settle)
    return asking.answer
  }
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
  if (error instanceof ClocksDiffer) {
    return { kind: 'refused', code: 'clocks_differ', reference: null, details: error.details }
  }
  if (error instanceof client.AuthorizationResponseError) return readRefusal(error.error, error.error_description)
  if (error instanceof client.ResponseBodyError) {
    return error.status >= 500 ? { kind: 'silent' } : readRefusal(error.error, error.error_description)
  }
  if (error instanceof CheckFailed && error.check === 'kid') return { kind: 'unverified' }
  return isSilence(error) ? { kind: 'silent' } : { kind: 'untrusted' }
}

/** Not reached, not in time, or answered by something else than the hub, such as a proxy's error page. */
function isSilence(error: unknown): boolean {
  if (error instanceof KeysNotReached) return true
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
