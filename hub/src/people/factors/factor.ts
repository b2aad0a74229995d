import type { Instant } from '../../clock.ts'
import type { AuthenticatorId, PasskeyId } from '../../ids.ts'

/** What opens an account beside its password: an app that shows codes, or a passkey. Recovery codes are none. */
export interface Factor {
  readonly id: AuthenticatorId | PasskeyId
  /** A synced passkey is kept in more than one place. */
  readonly kind: 'authenticator' | 'passkey' | 'synced_passkey'
  /** Given by its owner; null for the usual one. */
  readonly name: string | null
  readonly addedAt: Instant
  readonly lastUsedAt: Instant | null
}

/** More apps and passkeys no one keeps track of. */
export const MOST_FACTORS = 10
