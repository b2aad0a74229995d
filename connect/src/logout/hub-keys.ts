import type { RelyingParty } from '../relying-party.ts'
import { algorithmOf, type Jwk, readJws, type Signed, verifyJws } from './verify-jws.ts'

/** The keys with which the hub signs what it sends by itself. */
export interface HubKeys {
  /** For whom the hub signs. */
  readonly clientId: string
  /**
   * What a JWT of a type says that the hub signed; null for any other.
   *
   * @throws where the hub's keys cannot be had
   */
  read(jwt: string, type: string): Promise<Readonly<Record<string, unknown>> | null>
}

/** Milliseconds for which keys are taken as they are. */
const KEYS_AGE = 600_000

/** Milliseconds between two fetches that unknown key ids ask for, so that nobody can make this product besiege the hub. */
const BREATH = 30_000

/** Milliseconds that the hub may take for its keys. */
const PATIENCE = 5_000

export function createHubKeys({ configuration }: Pick<RelyingParty, 'configuration'>, clientId: string): HubKeys {
  let held: { readonly keys: readonly Jwk[]; readonly at: number } | null = null

  const keysFor = async ({ header }: Signed): Promise<readonly Jwk[]> => {
    const age = held ? performance.now() - held.at : Number.POSITIVE_INFINITY
    const isKnown = held?.keys.some(({ kid }) => kid === header['kid']) ?? false
    if (held && age < (isKnown ? KEYS_AGE : BREATH)) return held.keys
    const uri = (await configuration()).serverMetadata().jwks_uri
    held = { keys: await fetchKeys(uri), at: performance.now() }
    return held.keys
  }

  return {
    clientId,

    async read(jwt, type) {
      const signed = readJws(jwt)
      if (!signed || !isOfType(signed, type)) return null
      // The algorithm is the one that was agreed on, never one that the token names (T21, T22).
      const agreed = (await configuration()).clientMetadata().id_token_signed_response_alg
      const algorithm = algorithmOf(typeof agreed === 'string' ? agreed : '')
      if (!algorithm || signed.header['alg'] !== agreed || 'crit' in signed.header) return null
      return (await verifyJws(signed, await keysFor(signed), algorithm)) ? signed.claims : null
    },
  }
}

/** RFC 8725, section 3.11; `application/` may stand before it (RFC 7515, section 4.1.9). */
export function isOfType({ header: { typ } }: Signed, type: string): boolean {
  return typeof typ === 'string' && typ.toLowerCase().replace(/^application\//, '') === type
}

async function fetchKeys(uri: string | undefined): Promise<readonly Jwk[]> {
  if (uri === undefined) throw new Error('The hub names no keys.')
  const response = await fetch(uri, { redirect: 'error', signal: AbortSignal.timeout(PATIENCE) })
  if (!response.ok) throw new Error(`The hub's keys: ${response.status}`)
  const body: unknown = await response.json()
  const keys = typeof body === 'object' && body !== null && 'keys' in body ? body.keys : null
  return Array.isArray(keys) ? keys.filter((key): key is Jwk => typeof key === 'object' && key !== null) : []
}
