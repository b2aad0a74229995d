import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** A random id of 128 bits that names its kind. */
export function newId(prefix: 'lnk' | 'att' | 'out' | 'uln' | 'pse' | 'ntc'): string {
  return `${prefix}_${randomBytes(16).toString('base64url')}`
}

const READABLE = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/**
 * Names one act in the logs and audit rows of both sides, and is the reference that people read to support:
 * four groups of four characters without I, L, O and U.
 */
export function newAuditId(): string {
  const characters = [...randomBytes(16)].map((byte) => READABLE.charAt(byte % READABLE.length)).join('')
  return (characters.match(/.{4}/g) ?? []).join('-')
}

/**
 * What an attempt's cookie holds and its row does not: 256 random bits. The nonce and PKCE's verifier come
 * from it, so that the database has nothing with which a stolen code could be redeemed.
 */
export interface AttemptSecret {
  readonly secret: string
  readonly hash: string
  readonly nonce: string
  readonly verifier: string
}

export function newAttemptSecret(): AttemptSecret {
  return attemptSecretOf(randomBytes(32).toString('base64url'))
}

export function attemptSecretOf(secret: string): AttemptSecret {
  const derive = (purpose: string) => createHash('sha256').update(`${purpose}:${secret}`).digest('base64url')
  return { secret, hash: derive('hash'), nonce: derive('nonce'), verifier: derive('verifier') }
}

/** In a time that does not depend on where they differ. */
export function isSameText(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)]
  return left.length === right.length && timingSafeEqual(left, right)
}
