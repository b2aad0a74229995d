import { createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'

export type Claims = Readonly<Record<string, unknown>>

/** A key of the hub: what signs, and what its JWKS shows. */
export interface SigningKey {
  readonly kid: string
  readonly privateKey: KeyObject
  readonly publicJwk: Readonly<Record<string, unknown>>
}

export function newSigningKey(kid: string): SigningKey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return { kid, privateKey, publicJwk: { ...publicKey.export({ format: 'jwk' }), kid, alg: 'ES256', use: 'sig' } }
}

/** How a token is signed: as it should be, or in one of the ways that have been accepted somewhere (T21, T22). */
export type Signing = 'ES256' | 'none' | 'another key' | 'public key as secret' | 'cut off'

/** A compact JWS. */
export function issueJwt(key: SigningKey, type: string, claims: Claims, signing: Signing = 'ES256'): string {
  const content = [{ alg: algorithmOf(signing), kid: key.kid, typ: type }, claims].map(encode).join('.')
  return `${content}.${signatureOf(key, content, signing)}`
}

/** The same claims without some. */
export function without(claims: Claims, ...names: readonly string[]): Claims {
  return Object.fromEntries(Object.entries(claims).filter(([name]) => !names.includes(name)))
}

/** What a JWT says, believed or not; null where it is none. */
export function readClaims(jwt: string): Claims | null {
  try {
    const claims: unknown = JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString())
    return typeof claims === 'object' && claims !== null ? { ...claims } : null
  } catch {
    return null
  }
}

function algorithmOf(signing: Signing): string {
  if (signing === 'none') return 'none'
  return signing === 'public key as secret' ? 'HS256' : 'ES256'
}

function signatureOf(key: SigningKey, content: string, signing: Signing): string {
  if (signing === 'none' || signing === 'cut off') return ''
  if (signing === 'public key as secret') {
    return createHmac('sha256', JSON.stringify(key.publicJwk)).update(content).digest('base64url')
  }
  const { privateKey } = signing === 'another key' ? newSigningKey(key.kid) : key
  return sign('sha256', Buffer.from(content), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url')
}

const encode = (part: unknown): string => Buffer.from(JSON.stringify(part)).toString('base64url')
