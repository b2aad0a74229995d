import { hkdfSync } from 'node:crypto'
import type { KeyRing } from './key-ring.ts'

/**
 * Keys for a purpose of their own, such as signing cookies: one for each key of the ring, the current one first, so that
 * what an older one signed is still known after a rotation.
 */
export function deriveKeys(keys: KeyRing, purpose: string): readonly Buffer[] {
  const others = [...keys.keys].filter(([id]) => id !== keys.current.id).map(([, key]) => key)
  return [keys.current.key, ...others].map((key) => Buffer.from(hkdfSync('sha256', key, '', purpose, 32)))
}
