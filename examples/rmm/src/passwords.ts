import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const derive = promisify(argon2)
const cost = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 }

/** A salted argon2id hash, `SALT.HASH` in base64url. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16)
  const hash = await derive('argon2id', { ...cost, message: password, nonce })
  return `${nonce.toString('base64url')}.${hash.toString('base64url')}`
}

/** Takes as long when there is nothing to compare with (`null`), so that the answer's time names no person. */
export async function isPassword(password: string, stored: string | null): Promise<boolean> {
  const [salt = '', expected = ''] = (stored ?? nobody).split('.')
  const hash = await derive('argon2id', { ...cost, message: password, nonce: Buffer.from(salt, 'base64url') })
  return timingSafeEqual(hash, Buffer.from(expected, 'base64url')) && stored !== null
}

const nobody = `${Buffer.alloc(16).toString('base64url')}.${Buffer.alloc(32).toString('base64url')}`
