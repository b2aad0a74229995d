import { createSecretKey } from 'node:crypto'
import type { KeyObject } from 'node:crypto'

/** Keys for secrets at rest, by id. The first one encrypts; every one decrypts what it once encrypted. */
export interface KeyRing {
  readonly current: { readonly id: string; readonly key: KeyObject }
  readonly keys: ReadonlyMap<string, KeyObject>
}

/**
 * Reads `ID:BASE64(32 bytes)[,ID:…]`.
 *
 * @throws {Error} naming the entry that is wrong, never its key
 */
export function parseKeyRing(text: string): KeyRing {
  const entries = text.split(',').map(parseEntry)
  const [current] = entries
  const keys = new Map(entries.map(({ id, key }) => [id, key]))
  if (current === undefined || keys.size !== entries.length) throw new Error('must name each key once')
  return { current, keys }
}

function parseEntry(entry: string, index: number): { id: string; key: KeyObject } {
  const [id = '', encoded = ''] = entry.trim().split(':')
  const bytes = Buffer.from(encoded, 'base64')
  if (!/^[A-Za-z0-9_-]{1,32}$/.test(id)) throw new Error(`entry ${index + 1} must be ID:BASE64`)
  if (bytes.length !== 32) throw new Error(`key "${id}" must be 32 bytes in base64`)
  return { id, key: createSecretKey(bytes) }
}
