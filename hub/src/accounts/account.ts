import type { Instant } from '../clock.ts'
import type { AccountId } from '../ids.ts'

/** A person at the hub. The id never changes and is the `sub` of every token; everything else may change (A25). */
export interface Account {
  readonly id: AccountId
  /** What the person types to log in. Unique, whatever its case. */
  readonly username: string
  readonly name: string
  /** Written to and shown, never matched. */
  readonly email: string
  /** Null while nobody has proved to read it. */
  readonly emailVerifiedAt: Instant | null
  readonly createdAt: Instant
}
