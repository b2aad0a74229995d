import type { Instant } from '../../clock.ts'
import type { OrganizationId } from '../../ids.ts'
import type { SessionLimits } from './session-limits.ts'

/** A tenant of the hub: a company that uses modules of the suite. */
export interface Organization {
  readonly id: OrganizationId
  readonly name: string
  readonly createdAt: Instant
  readonly sessionLimits: SessionLimits
  /** Since when no one signs in with it; null as long as it may be used. */
  readonly suspendedAt: Instant | null
}
