import { setTimeout as sleep } from 'node:timers/promises'
import type { Configuration } from 'openid-client'
import { CheckFailed } from '../cause.ts'
import { type Algorithm, algorithmOf, type Jwk, readJws, type Signed, verifyJws } from './verify-jws.ts'

/** What a JWT calls itself in `typ`. `isOptional`: it may also say nothing, or `JWT`, as with other providers than a hub. */
export interface Type {
  readonly name: 'logout+jwt' | 'secevent+jwt' | 'jwt'
  readonly isOptional: boolean
}

/** The keys with which the hub signs what it sends by itself. */
export interface HubKeys {
  /** For whom the hub signs. */
  readonly clientId: string
  /**
   * What a JWT of a type says that the hub signed.
   *
   * @throws {CheckFailed} for any other
   * @throws {KeysNotReached}
   */
  read(jwt: string, type: Type): Promise<Readonly<Record<string, unknown>>>
}

/** Nothing can be said of a token, because the keys cannot be had. */
export class KeysNotReached extends Error {
  override readonly name = 'KeysNotReached'

  constructor(options: ErrorOptions) {
    super("The hub's keys cannot be had.", options)
  }
}

/** Milliseconds for which keys are taken as they are: a stolen key that the hub took back verifies nothing after that. */
const KEYS_AGE = 60_000

/** Milliseconds between two fetches, so that tokens with unknown keys cannot make this product besiege the hub. */
const BREATH = 1_000

/** Milliseconds that the hub may take for its keys. */
const PATIENCE = 5_000

/** What says where the keys are. */
interface Discovery {
  /** @throws where discovery fails */
  readonly configuration: () => Promise<Configuration>
}

export function createHubKeys({ configuration }: Discovery, clientId: string): HubKeys {
  let held: { readonly keys: readonly Jwk[]; readonly at: number } | null = null
  let loading: Promise<readonly Jwk[]> | null = null
  let triedAt = Number.NEGATIVE_INFINITY

  const load = async (): Promise<readonly Jwk[]> => {
    triedAt = performance.now()
    const keys = await fetchKeys((await configuration()).serverMetadata().jwks_uri)
    held = { keys, at: triedAt }
    return keys
  }

  /** Keys that were fetched after this was called. Who asks meanwhile shares one fetch. */
  const fetchAnew = async (): Promise<readonly Jwk[]> => {
    const askedAt = performance.now()
    const rest = triedAt + BREATH - askedAt
    if (rest > 0) await sleep(rest)
    if (held && held.at > askedAt) return held.keys
    return (loading ??= load().finally(() => {
      loading = null
    }))
  }

  /** A key that is not known is fetched at once: the hub may have replaced its keys a moment ago. */
  const isSigned = async (signed: Signed, algorithm: Algorithm): Promise<boolean> => {
    const { kid } = signed.header
    const fresh = held !== null && performance.now() - held.at < KEYS_AGE ? held.keys : null
    const known = fresh ?? (await fetchAnew())
    if (await verifyJws(signed, known, algorithm)) return true
    if (fresh === null || (kid !== undefined && known.some((key) => key.kid === kid))) return false
    return verifyJws(signed, await fetchAnew(), algorithm)
  }

  return {
    clientId,

    async read(jwt, type) {
      const signed = readTyped(jwt, type)
      // The algorithm is the one that was agreed on, never one that the token names (T21, T22).
      const agreed = (await orNotReached(configuration())).clientMetadata().id_token_signed_response_alg
      const algorithm = algorithmOf(typeof agreed === 'string' ? agreed : '')
      if (!algorithm || signed.header['alg'] !== agreed) {
        throw new CheckFailed('alg', 'It is not signed with the algorithm of ID tokens.')
      }
      if ('crit' in signed.header) throw new CheckFailed('crit', 'It wants something of its reader that is not known.')
      if (await orNotReached(isSigned(signed, algorithm))) return signed.claims
      const { kid } = signed.header
      if (kid === undefined || held?.keys.some((key) => key.kid === kid)) {
        throw new CheckFailed('signature', 'No key of the issuer has signed it.')
      }
      throw new CheckFailed('kid', 'It is signed with a key that the issuer does not publish.')
    },
  }
}

/**
 * RFC 8725, section 3.11; `application/` may stand before it (RFC 7515, section 4.1.9). A token that does not say what
 * it is has to be told from others by its claims.
 *
 * @throws {CheckFailed}
 */
function readTyped(jwt: string, { name, isOptional }: Type): Signed {
  const signed = readJws(jwt)
  if (!signed) throw new CheckFailed('jws', 'It is no compact JWS of JSON objects.')
  const { typ } = signed.header
  const said = typeof typ === 'string' ? typ.toLowerCase().replace(/^application\//, '') : typ
  if (said === name || (isOptional && (said === undefined || said === 'jwt'))) return signed
  throw new CheckFailed('typ', `Its type is not ${name}.`)
}

async function orNotReached<Had>(work: Promise<Had>): Promise<Had> {
  try {
    return await work
  } catch (cause) {
    throw new KeysNotReached({ cause })
  }
}

async function fetchKeys(uri: string | undefined): Promise<readonly Jwk[]> {
  if (uri === undefined) throw new Error('The hub names no keys.')
  const response = await fetch(uri, { redirect: 'error', signal: AbortSignal.timeout(PATIENCE) })
  if (!response.ok) throw new Error(`The hub's keys: ${response.status}`)
  const { keys }: { keys?: unknown } = Object(await response.json())
  return Array.isArray(keys) ? keys.filter((key): key is Jwk => key !== null) : []
}
