import type { Actor } from '../../actor.ts'
import type { Instant } from '../../clock.ts'
import type { InvitationId, MemberId } from '../../ids.ts'

/** A place in an organization that the holder of the link may take, once and in time. The link itself is not kept. */
export interface Invitation {
  readonly id: InvitationId
  readonly member: MemberId
  readonly expiresAt: Instant
  /** Who sent it and, where another person made it an invitation as master since, that person. */
  readonly givers: readonly Actor[]
  /** Since when it is void because one of them lost the right to invite; null where all have kept it. */
  readonly voidedAt: Instant | null
}
