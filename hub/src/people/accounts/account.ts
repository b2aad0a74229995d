import type { Instant } from '../../clock.ts'
import type { AccountId } from '../../ids.ts'

/** A person at the hub. The id never changes and is the `sub` of every token; everything else may change (A25). */
export interface Account {
  readonly id: AccountId
  /** What the person types to log in. Unique, whatever its case. */
  readonly username: string
  readonly name: string
  /** Written to and shown, never matched. */
  readonly email: string
  /** Null while no one has proved to read it. */
  readonly emailVerifiedAt: Instant | null
  readonly createdAt: Instant
  /** BCP 47, as the person chose it; null for the hub's own. */
  readonly language: string | null
  /** Until then nothing is linked to the account; null where its second factor was never reset. */
  readonly linkingPausedUntil: Instant | null
  /**
   * Hub sessions whose login is older are over, but for the one that is kept; see `isEnded` of `sessions`. So is a
   * unfinished login that began before; see `findProgress` of `ceremonies`.
   */
  readonly sessionsFrom: Instant | null
  readonly keptSession: string | null
  /** Another person took the second factor away, and no new one is there yet. */
  readonly secondFactorResetAt: Instant | null
}
