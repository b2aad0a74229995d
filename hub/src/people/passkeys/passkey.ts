import type { Instant } from '../../clock.ts'
import type { AccountId, PasskeyId } from '../../ids.ts'

/** A key pair of a person's device or password manager, for this hub alone (WebAuthn); the hub has its public half. */
export interface Passkey {
  readonly id: PasskeyId
  readonly account: AccountId
  /** What the authenticator calls it, base64url; no two accounts have the same. */
  readonly credentialId: string
  /** COSE. */
  readonly publicKey: Uint8Array<ArrayBuffer>
  /** Of the last signature; 0 for authenticators that do not count. */
  readonly counter: number
  /** How a browser reaches it: `internal`, `usb`, `hybrid` … */
  readonly transports: readonly string[]
  /** It may be kept in more than one place: its authenticator said so when it made the key, and that never changes (WebAuthn section 6.1.3). */
  readonly isSynced: boolean
  readonly name: string | null
  readonly createdAt: Instant
  readonly lastUsedAt: Instant | null
}
