export type Jwk = JsonWebKey & { readonly kid?: string }

/** A compact JWS, taken apart and not believed yet. */
export interface Signed {
  readonly header: Readonly<Record<string, unknown>>
  readonly claims: Readonly<Record<string, unknown>>
  readonly content: string
  readonly signature: string
}

export interface Algorithm {
  readonly import: AlgorithmIdentifier | EcKeyImportParams | RsaHashedImportParams
  readonly verify: AlgorithmIdentifier | EcdsaParams | RsaPssParams
}

/** The algorithms that ID tokens may be agreed to have; no symmetric one, and not `none`. */
const ALGORITHMS: Readonly<Record<string, Algorithm>> = {
  ES256: {
    import: { name: 'ECDSA', namedCurve: 'P-256' },
    verify: { name: 'ECDSA', hash: 'SHA-256' },
  },
  RS256: {
    import: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
    verify: { name: 'RSASSA-PKCS1-v1_5' },
  },
  PS256: {
    import: { name: 'RSA-PSS', hash: 'SHA-256' },
    verify: { name: 'RSA-PSS', saltLength: 32 },
  },
  EdDSA: { import: { name: 'Ed25519' }, verify: { name: 'Ed25519' } },
}

export function algorithmOf(name: string): Algorithm | null {
  return Object.hasOwn(ALGORITHMS, name) ? (ALGORITHMS[name] ?? null) : null
}

/** @returns null for what is no compact JWS of JSON objects */
export function readJws(jws: string): Signed | null {
  const [head = '', payload = '', signature = '', ...more] = jws.split('.')
  const [header, claims] = [readPart(head), readPart(payload)]
  if (more.length > 0 || !header || !claims) return null
  return { header, claims, content: `${head}.${payload}`, signature }
}

/**
 * Did one of these keys sign it? The key that the header names, where it names one. A key of another kind or for another
 * use is none: importing it fails by its `kty`, `crv`, `alg`, `use` and `key_ops`.
 */
export async function verifyJws(
  { header, content, signature }: Signed,
  keys: readonly Jwk[],
  algorithm: Algorithm,
): Promise<boolean> {
  const [made, said] = [Buffer.from(signature, 'base64url'), Buffer.from(content)]
  for (const jwk of keys.filter(({ kid }) => header['kid'] === undefined || kid === header['kid'])) {
    const key = await crypto.subtle.importKey('jwk', jwk, algorithm.import, false, ['verify']).catch(() => null)
    if (key && (await crypto.subtle.verify(algorithm.verify, key, made, said))) return true
  }
  return false
}

function readPart(part: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null
  } catch {
    return null
  }
}
