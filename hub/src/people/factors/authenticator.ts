import type { Instant } from '../../clock.ts'
import type { AccountId, AuthenticatorId } from '../../ids.ts'

/** An authenticator app that holds a key of ours (RFC 6238: SHA-1, 6 digits, 30 seconds). */
export interface Authenticator {
  readonly id: AuthenticatorId
  readonly account: AccountId
  /** The shared key, in the clear: never leaves the hub but to the person who enrols. */
  readonly secret: Uint8Array<ArrayBuffer>
  /** Null until a first code has proved that the app holds the key. */
  readonly confirmedAt: Instant | null
  /** The step of the last code taken; -1 before the first. */
  readonly lastStep: number
}
