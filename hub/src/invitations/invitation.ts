import type { Instant } from '../clock.ts'
import type { InvitationId, MemberId } from '../ids.ts'

/** A place in an organization that whoever holds the link may take, once and in time. The link itself is not kept. */
export interface Invitation {
  readonly id: InvitationId
  readonly member: MemberId
  readonly expiresAt: Instant
}
