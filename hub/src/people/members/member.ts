import type { Actor } from '../../actor.ts'
import type { Instant } from '../../clock.ts'
import type { AccountId, MemberId, OrganizationId } from '../../ids.ts'

export type Role = 'master' | 'member'

interface Membership {
  readonly id: MemberId
  readonly organization: OrganizationId
  /** Where the invitation went. */
  readonly email: string
  readonly role: Role
  /** Raised to revoke earlier tokens and proofs about the person; products end sessions of a lower epoch. */
  readonly epoch: number
  /** Raised whenever the right to be here ends: what carries an earlier one opens nothing, now or later (see `terms.ts`). */
  readonly term: number
  /** Since when, and by whom, the status is what it is. */
  readonly statusAt: Instant
  readonly statusBy: Actor
  /** Since when it is no place any more. The row keeps the epoch, in case the person comes back. */
  readonly removedAt: Instant | null
}

/** Invited: the person has not accepted yet. */
export interface InvitedMember extends Membership {
  readonly status: 'invited'
  readonly account: null
}

export interface ActiveMember extends Membership {
  readonly status: 'active'
  readonly account: AccountId
}

export interface InactiveMember extends Membership {
  readonly status: 'inactive'
  readonly account: AccountId
}

/**
 * Shut out like an inactive one for as long as the organization is suspended, and active again when it is not: the place is
 * theirs, so no one decides over what else is theirs as if it were not.
 */
export interface SuspendedMember extends Membership {
  readonly status: 'suspended'
  readonly account: AccountId
}

/** A person who took the place that was offered to them. */
export type JoinedMember = ActiveMember | InactiveMember | SuspendedMember

/** One person in one organization. An account may be a member of several. */
export type Member = InvitedMember | JoinedMember

/** As the table keeps it; `suspended` is never stored, but follows from the organization. */
export type StoredStatus = Exclude<Member['status'], 'suspended'>

/** Whether the place counts for nothing now, by itself or with its whole organization (A22). */
export function isInactiveOrSuspended(member: Member): member is InactiveMember | SuspendedMember {
  return member.status === 'inactive' || member.status === 'suspended'
}

export function isActiveMaster(member: Member): member is ActiveMember {
  return member.status === 'active' && member.role === 'master'
}
