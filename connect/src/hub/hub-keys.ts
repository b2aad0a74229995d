import { setTimeout as sleep } from 'node:timers/promises'
import { compactVerify, createLocalJWKSet, decodeJwt, decodeProtectedHeader, errors, type JWK } from 'jose'
import type { Configuration } from 'openid-client'
import { CheckFailed } from '../cause.ts'

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

/** The algorithms that ID tokens may be agreed to have; no symmetric one, and not `none`. */
const ALGORITHMS: readonly unknown[] = ['ES256', 'RS256', 'PS256', 'EdDSA']

interface KeySet {
  readonly keys: readonly JWK[]
  /** Finds the key that a header asks for. */
  readonly find: ReturnType<typeof createLocalJWKSet>
}

export function createHubKeys({ configuration }: Discovery, clientId: string): HubKeys {
  let held: (KeySet & { readonly at: number }) | null = null
  let loading: Promise<KeySet> | null = null
  let triedAt = Number.NEGATIVE_INFINITY

  const load = async (): Promise<KeySet> => {
    triedAt = performance.now()
    const keys = await fetchKeys((await configuration()).serverMetadata().jwks_uri)
    held = { keys, find: createLocalJWKSet({ keys }), at: triedAt }
    return held
  }

  /** Keys that were fetched after this was called. Who asks meanwhile shares one fetch. */
  const fetchAgain = async (): Promise<KeySet> => {
    const askedAt = performance.now()
    const rest = triedAt + BREATH - askedAt
    if (rest > 0) await sleep(rest)
    if (held && held.at > askedAt) return held
    return (loading ??= load().finally(() => {
      loading = null
    }))
  }

  /** A key that is not known is fetched at once: the hub may have replaced its keys a moment ago. */
  const isSigned = async (jwt: string, { header }: Unverified, algorithm: string): Promise<boolean> => {
    const fresh = held !== null && performance.now() - held.at < KEYS_AGE ? held : null
    const known = fresh ?? (await fetchAgain())
    if (await verifies(jwt, known, algorithm)) return true
    if (fresh === null || isNamed(header, known)) return false
    return verifies(jwt, await fetchAgain(), algorithm)
  }

  return {
    clientId,

    async read(jwt, type) {
      const unverified = readTyped(jwt, type)
      const { header, claims } = unverified
      // The algorithm is the one that was agreed on, never one that the token names (T21, T22).
      const agreed = (await orNotReached(configuration())).clientMetadata().id_token_signed_response_alg
      if (typeof agreed !== 'string' || !ALGORITHMS.includes(agreed) || header.alg !== agreed) {
        throw new CheckFailed('alg', 'It is not signed with the algorithm of ID tokens.')
      }
      // No extension is known here. One would let the token say what of it is signed (RFC 7797).
      if ('crit' in header) throw new CheckFailed('crit', 'It wants something of its reader that is not known.')
      if (await orNotReached(isSigned(jwt, unverified, agreed))) return claims
      if (header.kid === undefined || (held && isNamed(header, held))) {
        throw new CheckFailed('signature', 'No key of the issuer has signed it.')
      }
      throw new CheckFailed('kid', 'It is signed with a key that the issuer does not publish.')
    },
  }
}

/** What a JWT says, not believed yet. */
interface Unverified {
  readonly header: ReturnType<typeof decodeProtectedHeader>
  readonly claims: Readonly<Record<string, unknown>>
}

/**
 * RFC 8725, section 3.11; `application/` may stand before it (RFC 7515, section 4.1.9). A token that does not say what
 * it is has to be told from others by its claims.
 *
 * @throws {CheckFailed}
 */
function readTyped(jwt: string, { name, isOptional }: Type): Unverified {
  const unverified = decode(jwt)
  const { typ }: { readonly typ?: unknown } = unverified.header
  const said = typeof typ === 'string' ? typ.toLowerCase().replace(/^application\//, '') : typ
  if (said === name || (isOptional && (said === undefined || said === 'jwt'))) return unverified
  throw new CheckFailed('typ', `Its type is not ${name}.`)
}

function decode(jwt: string): Unverified {
  try {
    return { header: decodeProtectedHeader(jwt), claims: decodeJwt(jwt) }
  } catch {
    throw new CheckFailed('jws', 'It is no compact JWS of JSON objects.')
  }
}

/**
 * Did one of these keys sign it? The key that the header names, if it names one. jose takes no key that is made for
 * something else, and no RSA key below 2048 bits.
 */
async function verifies(jwt: string, { find }: KeySet, algorithm: string): Promise<boolean> {
  const assertBy = (key: CryptoKey | typeof find) => compactVerify(jwt, key, { algorithms: [algorithm] })
  try {
    await assertBy(find)
    return true
  } catch (error) {
    if (!(error instanceof errors.JWKSMultipleMatchingKeys)) return false
    for await (const key of error) {
      const verified = await assertBy(key).catch(() => null)
      if (verified) return true
    }
    return false
  }
}

const isNamed = ({ kid }: Unverified['header'], { keys }: KeySet): boolean =>
  kid !== undefined && keys.some((key) => key.kid === kid)

async function orNotReached<Had>(work: Promise<Had>): Promise<Had> {
  try {
    return await work
  } catch (cause) {
    throw new KeysNotReached({ cause })
  }
}

async function fetchKeys(uri: string | undefined): Promise<JWK[]> {
  if (uri === undefined) throw new Error('The hub names no keys.')
  const response = await fetch(uri, { redirect: 'error', signal: AbortSignal.timeout(PATIENCE) })
  if (!response.ok) throw new Error(`The hub's keys: ${response.status}`)
  const { keys }: { keys?: unknown } = Object(await response.json())
  return Array.isArray(keys) ? keys.filter(isKey) : []
}

/** What is no key spoils the others for jose. */
const isKey = (key: unknown): key is JWK => typeof key === 'object' && key !== null && !Array.isArray(key)
