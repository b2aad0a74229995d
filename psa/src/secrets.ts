import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** 256 random bits for a link or a cookie. Only {@link hashSecret} of it is stored. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}

/** A plain digest is enough for secrets that no person chose: they cannot be guessed. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url')
}

/** Compares in a time that does not tell how much of the secret is right. */
export function isSecret(secret: string, hash: string): boolean {
  const given = Buffer.from(hashSecret(secret))
  const stored = Buffer.from(hash)
  return given.length === stored.length && timingSafeEqual(given, stored)
}
