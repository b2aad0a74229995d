import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { KeyRing } from './key-ring.ts'

const ALGORITHM = 'aes-256-gcm'
const TAG_BYTES = 16

/**
 * Seals a secret for the database: AES-256-GCM under the ring's current key.
 *
 * `purpose` names the row (`authenticator:aut_…`) and is authenticated with it, so that an envelope opens only where it
 * was put. The form is `KEY.IV.TEXT.TAG`, each in base64url but the key's id.
 */
export function seal(keys: KeyRing, purpose: string, secret: Uint8Array | string): string {
  const iv = randomBytes(12)
  const cipher = createCipheriv(ALGORITHM, keys.current.key, iv, { authTagLength: TAG_BYTES })
  cipher.setAAD(Buffer.from(purpose))
  const text = Buffer.concat([cipher.update(secret), cipher.final()])
  return [keys.current.id, ...[iv, text, cipher.getAuthTag()].map((part) => part.toString('base64url'))].join('.')
}

/**
 * Opens what {@link seal} sealed for the same purpose, under whichever key of the ring it was.
 *
 * @throws {Error} when the key is not in the ring, or the envelope was changed or belongs elsewhere
 */
export function unseal(keys: KeyRing, purpose: string, sealed: string): Buffer {
  const [id = '', iv = '', text = '', tag = ''] = sealed.split('.')
  const key = keys.keys.get(id)
  if (key === undefined) throw new Error(`The key ring has no key "${id}", which sealed ${purpose}`)
  const decipher = createDecipheriv(ALGORITHM, key, Buffer.from(iv, 'base64url'), { authTagLength: TAG_BYTES })
  decipher.setAAD(Buffer.from(purpose))
  decipher.setAuthTag(Buffer.from(tag, 'base64url'))
  return Buffer.concat([decipher.update(Buffer.from(text, 'base64url')), decipher.final()])
}
