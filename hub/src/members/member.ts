import type { Actor } from '../actor.ts'
import type { Instant } from '../clock.ts'
import type { AccountId, MemberId, OrganizationId } from '../ids.ts'

export type Role = 'master' | 'member'

interface Membership {
  readonly id: MemberId
  readonly organization: OrganizationId
  /** Where the invitation went. */
  readonly email: string
  readonly role: Role
  /** Raised whenever what was said about the person before must no longer count; products end sessions of lower ones. */
  readonly epoch: number
  /** Raised whenever the right to be here ends: what carries an earlier one opens nothing, now or later (see `terms.ts`). */
  readonly term: number
  /** Since when, and by whom, the status is what it is. */
  readonly statusAt: Instant
  readonly statusBy: Actor
  /** Since when it is a place no more: its row keeps the epoch, for the case that the person comes back. */
  readonly removedAt: Instant | null
}

/** Has a place, and nobody in it yet. */
export interface InvitedMember extends Membership {
  readonly status: 'invited'
  readonly account: null
}

export interface ActiveMember extends Membership {
  readonly status: 'active'
  readonly account: AccountId
}

/** Of a suspended organization everybody is one of these, for as long as it is suspended. */
export interface InactiveMember extends Membership {
  readonly status: 'inactive'
  readonly account: AccountId
}

/** One person in one organization. An account may be a member of several. */
export type Member = InvitedMember | ActiveMember | InactiveMember

export function isActiveMaster(member: Member): member is ActiveMember {
  return member.status === 'active' && member.role === 'master'
}
