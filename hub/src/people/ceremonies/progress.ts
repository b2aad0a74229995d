import type { Selectable } from 'kysely'
import type { Instant } from '../../clock.ts'
import type { Short } from '../../db/schema.ts'
import type { AccountId, OrganizationId } from '../../ids.ts'
import type { Terms } from '../members/terms.ts'
import type { CeremonyCode } from '../../refusal.ts'

/**
 * `recovery`: a recovery code in place of the authenticator app's. A passkey whose owner was verified is both factors by
 * itself; `synced_passkey` is one that is kept in more than one place.
 */
export type SecondFactor = 'otp' | 'recovery' | 'passkey' | 'synced_passkey'

/** A refusal that was shown, with the reference that was shown with it. */
export interface ShownRefusal {
  readonly code: CeremonyCode
  readonly reference: string
}

/** The password was right; nothing is opened by that (A7). */
export interface Identified {
  readonly step: 'identified'
  readonly account: AccountId
  /** When it was. */
  readonly since: Instant
}

/** Both factors were right. */
export interface Proven {
  readonly step: 'proven'
  readonly account: AccountId
  /** When the first one was. */
  readonly since: Instant
  /** When the second one was; long ago for a session that stands. */
  readonly provenAt: Instant
  readonly secondFactor: SecondFactor
  /** False for a login by passkey alone. */
  readonly byPassword: boolean
  /** The person said that this account is the one they mean; asked where something is linked after a passkey alone. */
  readonly isConfirmed: boolean
  /** At the first factor; for a session that stands, at its login. */
  readonly terms: Terms
  /** Chosen by the person on the way; null while nothing was. */
  readonly organization: OrganizationId | null
  /** Codes of a new enrolment that the person has not seen yet. */
  readonly recoveryCodes: readonly string[] | null
  readonly refused: ShownRefusal | null
}

/** How far one login has come. It belongs to one interaction of one browser and is gone with it. */
export type Progress = { readonly step: 'unknown' } | Identified | Proven

/** As the table keeps it. */
export type CeremonyRow = Selectable<Short['ceremonies']>
