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
 * @throws {Error} naming every entry that is wrong, never its key
 */
export function parseKeyRing(text: string): KeyRing {
  const entries = text.split(',').map(readEntry)
  const mistakes = [...entries.flatMap(mistakesOf), ...repetitionsIn(entries)]
  const [current] = entries
  if (current === undefined || mistakes.length > 0) throw new Error(mistakes.join('; '))
  const keys = entries.map(({ id, bytes }) => ({ id, key: createSecretKey(bytes) }))
  return {
    current: { id: current.id, key: createSecretKey(current.bytes) },
    keys: new Map(keys.map(({ id, key }) => [id, key])),
  }
}

interface Entry {
  readonly id: string
  readonly bytes: Buffer
}

function readEntry(entry: string): Entry {
  const [id = '', encoded = ''] = entry.trim().split(':')
  return { id, bytes: Buffer.from(encoded, 'base64') }
}

function mistakesOf({ id, bytes }: Entry, index: number): readonly string[] {
  if (!/^[A-Za-z0-9_-]{1,32}$/.test(id)) return [`entry ${index + 1} must be ID:BASE64`]
  return bytes.length === 32 ? [] : [`key "${id}" must be 32 bytes in base64`]
}

/** Two keys under one id, or one under two: after a rotation nothing would be what its name says. */
function repetitionsIn(entries: readonly Entry[]): readonly string[] {
  return entries.flatMap(({ id, bytes }, index) => {
    const before = entries.slice(0, index)
    if (before.some((other) => other.id === id)) return [`names the key "${id}" twice`]
    const same = bytes.length === 32 ? before.find((other) => other.bytes.equals(bytes)) : undefined
    return same === undefined ? [] : [`keys "${same.id}" and "${id}" are the same`]
  })
}
