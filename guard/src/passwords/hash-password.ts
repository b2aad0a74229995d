import { randomBytes } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { hash, verify } from '@node-rs/argon2'
import { type Lane, openHashingQueue } from './hashing-queue.ts'

/** argon2id, 19 MiB, two passes, one lane (OWASP's first choice); the package's default algorithm is argon2id. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** Longer input is never a person's password, only work. */
const LONGEST = 1024

/**
 * One for the process, since its processors are what is shared out. Hashing is done by the threads of libuv's pool, of
 * which there are four: half of them at most work for strangers, and of two processors one is left to everything else.
 */
export const queue = openHashingQueue({
  strangers: Math.min(2, Math.max(1, Math.floor(availableParallelism() / 2))),
  reserved: 1,
  waiting: 64,
})

/**
 * The hash of a password that a user has chosen. The caller has checked that the user may set it.
 *
 * @throws {HashingBusy}
 */
export function hashPassword(password: string): Promise<string> {
  return queue.run('known', () => hash(password.normalize('NFC'), COST))
}

let decoy: Promise<string> | undefined

/**
 * Compares a password with a hash. Without a hash (unknown username, no password set) it does the same work with the hash
 * of a secret that was thrown away, so that time tells nothing (T29).
 *
 * @throws {HashingBusy}
 */
export async function isPassword(password: string, hashed: string | null, lane: Lane): Promise<boolean> {
  decoy ??= hash(randomBytes(32).toString('base64'), COST)
  const known = hashed ?? (await decoy)
  const same = await queue.run(lane, () => verify(known, password.slice(0, LONGEST).normalize('NFC')))
  return same && password.length <= LONGEST
}
