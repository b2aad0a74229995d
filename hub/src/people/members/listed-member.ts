import type { Instant } from '../../clock.ts'
import type { AccountId, MemberId, ModuleId } from '../../ids.ts'
import type { Role, StoredStatus } from './member.ts'

/** Which people of an organization are looked for; what is left out does not matter. */
export interface MemberFilter {
  readonly id?: MemberId | undefined
  /** A whole username, whatever its case. */
  readonly username?: string | undefined
  /** Without the places that were offered and that no one has taken yet. */
  readonly joined?: boolean | undefined
  /** Part of a name, a username or an address, whatever its case. */
  readonly search?: string | undefined
  readonly status?: StoredStatus | undefined
  readonly role?: Role | undefined
  /** `missing`: a person with an account who has neither authenticator app nor passkey. */
  readonly secondFactor?: 'set_up' | 'missing' | undefined
  /** A person with an account who is linked to no user of this product; of no product at all: `any`. */
  readonly notLinked?: ModuleId | 'any' | undefined
}

/** By what a list of people is sorted; the name decides where that is equal. */
export const memberSortings = ['role', 'name', 'address', 'status'] as const
export type MemberSorting = (typeof memberSortings)[number]

export interface MemberOrder {
  /** `role` has masters first. */
  readonly by: MemberSorting
  readonly descending: boolean
}

/** A part of a list of people. */
export interface MemberPart {
  /** How many are passed over. */
  readonly first: number
  readonly most: number
  readonly order: MemberOrder
}

/** A person of an organization, or a place that was offered to one, as a master sees it. */
export interface ListedMember {
  readonly id: MemberId
  readonly role: Role
  readonly status: StoredStatus
  /** The account's, or where the invitation went. */
  readonly email: string
  /** Null until the invitation is accepted. */
  readonly account: { readonly id: AccountId; readonly name: string; readonly username: string } | null
  /** An authenticator app that was confirmed, or a passkey. */
  readonly hasSecondFactor: boolean
  /** Products that the person logs in to through this organization, as far as the products said. */
  readonly linkedProducts: number
  /** When the open invitation stops working; null where there is none. */
  readonly invitationExpiresAt: Instant | null
  /** Whose right ended, so that the open invitation is void; null where it is not. */
  readonly invitationVoidedBy: FormerInviter | null
}

/** A person who stood behind an invitation. */
export interface FormerInviter {
  /** Null where the account is deleted. */
  readonly name: string | null
  /** Also one who has lost the right in between. */
  readonly isMaster: boolean
}

/** What a person of an organization is called; the account's part is null until the invitation is accepted. */
export interface NamedMember {
  readonly id: MemberId
  /** Where the invitation went. */
  readonly invitedEmail: string
  readonly account: AccountId | null
  readonly name: string | null
  readonly username: string | null
  readonly email: string | null
}
