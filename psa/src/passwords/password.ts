import { randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import { Refusal } from '../refusal.ts'

/** Shortest password, in characters; there are no rules of composition (NIST SP 800-63B-4, section 3.1.1.2). */
export const SHORTEST = 12
/** Longest password, in characters, so that nobody has the server hash a novel. */
export const LONGEST = 256

/** argon2id, the library's default, by the OWASP recommendation: 19 MiB, two passes, one lane. */
const OPTIONS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** What is verified where there is nothing to verify, so that the answer takes as long (T29). */
const decoy = hash(randomBytes(16), OPTIONS)

/** @throws {Refusal} `password_too_short`, `password_too_long` */
export async function hashPassword(password: string): Promise<string> {
  const text = normalize(password)
  const length = Array.from(text).length
  if (length < SHORTEST) throw new Refusal('password_too_short', { shortest: String(SHORTEST) })
  if (length > LONGEST) throw new Refusal('password_too_long', { longest: String(LONGEST) })
  return hash(text, OPTIONS)
}

/** Null stands for "no such user" and "no password yet": false, in the time that a wrong password takes. */
export async function isPassword(password: string, stored: string | null): Promise<boolean> {
  if (password.length > LONGEST * 4) return isPassword('', null)
  const right = await verify(stored ?? (await decoy), normalize(password))
  return right && stored !== null
}

/** The same characters however a keyboard composes them (RFC 8265 goes further; NIST asks for this). */
function normalize(password: string): string {
  return password.normalize('NFKC')
}
