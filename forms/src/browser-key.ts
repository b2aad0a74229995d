import { createSecretKey, hkdfSync, randomBytes } from 'node:crypto'
import { type KeyRing, seal, unseal } from '@lanyard/storage/secrets'

/** What a browser's cookie holds: 256 random bits, which no table and no log has. */
export function newBrowserKey(): string {
  return randomBytes(32).toString('base64url')
}

/** The key in a cookie, as {@link newBrowserKey} made it; null for anything else. */
export function readBrowserKey(value: string | null | undefined): string | null {
  return value !== null && value !== undefined && /^[A-Za-z0-9_-]{43}$/.test(value) ? value : null
}

/** Names the browser in the database. From it no one gets back to the key. */
export function browserId(key: string): string {
  return derive(key, 'browser').toString('base64url')
}

/** Where a form stands, and whose it is: an envelope that is moved to another row, or another person, does not open. */
export interface Place {
  readonly id: string
  readonly person: string
}

export function sealForm(key: string, place: Place, text: string): string {
  return seal(ringOf(key, place), purposeOf(place), text)
}

/** @returns null where the key, the row or the person is another */
export function openForm(key: string, place: Place, sealed: string): string | null {
  try {
    return unseal(ringOf(key, place), purposeOf(place), sealed).toString()
  } catch {
    return null
  }
}

/** A key for each form. */
function ringOf(key: string, { id }: Place): KeyRing {
  const own = createSecretKey(derive(key, `form ${id}`))
  return { current: { id: 'browser', key: own }, keys: new Map([['browser', own]]) }
}

function purposeOf({ id, person }: Place): string {
  return `kept form ${id} of ${person}`
}

function derive(key: string, info: string): Buffer {
  return Buffer.from(hkdfSync('sha256', Buffer.from(key, 'base64url'), 'lanyard forms', info, 32))
}
