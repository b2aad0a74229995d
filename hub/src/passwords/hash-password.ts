import { randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'

/** argon2id, 19 MiB, two passes, one lane (OWASP's first choice); the package's default algorithm is argon2id. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** Longer input is never a person's password, only work. */
const LONGEST = 1024

export async function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFC'), COST)
}

let nobody: Promise<string> | undefined

/**
 * Compares a password with a hash. Without a hash (nobody of that name, no password set) it takes the same work and
 * answers no, so that time tells nothing (T29).
 */
export async function isPassword(password: string, hashed: string | null): Promise<boolean> {
  nobody ??= hashPassword(randomBytes(32).toString('base64'))
  const same = await verify(hashed ?? (await nobody), password.slice(0, LONGEST).normalize('NFC'))
  return same && hashed !== null && password.length <= LONGEST
}
