import type { NameKeyColumns } from '@lanyard/storage/name-keys'
import type { Generated } from 'kysely'
import type { Actor } from '../../actor.ts'
import type { Instant } from '../../clock.ts'
import type {
  AccountId,
  AuditId,
  AuthenticatorId,
  InvitationId,
  MemberId,
  OrganizationId,
  PasskeyId,
  ProvisioningTokenId,
} from '../../ids.ts'

export interface OrganizationsTable {
  id: OrganizationId
  name: string
  created_at: Instant
  /** How long a sign-in session serves here, in all and without a request; milliseconds, null as configured. */
  session_total: number | null
  session_idle: number | null
  /** Since when no one signs in with it; null as long as it may be used. */
  suspended_at: Instant | null
}

export interface AccountsTable extends NameKeyColumns {
  id: AccountId
  username: string
  /** The username as it is compared: NFKC, lower case. Unique. */
  username_key: string
  name: string
  email: string
  email_verified_at: Instant | null
  created_at: Instant
  /** BCP 47; null for the hub's own. */
  language: string | null
  /** Until then nothing is linked to the account; null where it never was reset. */
  linking_paused_until: Instant | null
  /** Hub sessions whose login is older are over, but for `kept_session`; unfinished logins that began before, too. */
  sessions_from: Instant | null
  /** `uid` of the one session that an act of its own has spared. */
  kept_session: string | null
  /** Null again once a new factor is there. */
  second_factor_reset_at: Instant | null
  /** Since when only the id is left of it. */
  deleted_at: Instant | null
}

export interface PasswordsTable {
  account: AccountId
  hash: string
  set_at: Instant
}

export interface AuthenticatorsTable {
  id: AuthenticatorId
  account: AccountId
  /** Envelope around the raw key. */
  secret_sealed: string
  /** The login, or the session, that set it up: no one confirms a key that another browser was shown. */
  ceremony: string
  created_at: Instant
  /** Null until a first code has proved that the app holds the key. */
  confirmed_at: Instant | null
  /** The last 30-second step whose code was taken; codes of that step and earlier ones are used. */
  last_step: number
  /** Given by its owner; null for the usual one. */
  name: string | null
  last_used_at: Instant | null
}

export interface PasskeysTable {
  id: PasskeyId
  account: AccountId
  /** base64url; unique. */
  credential_id: string
  /** COSE key, base64url. */
  public_key: string
  /** Signature counter; 0 for authenticators that do not count. */
  counter: number
  /** JSON array of AuthenticatorTransport. */
  transports: string
  /** 1 where the passkey is kept in more than one place. */
  synced: 0 | 1
  name: string | null
  created_at: Instant
  last_used_at: Instant | null
}

/** Sessions of an account that an act has ended; done once those who keep sessions have heard of it. */
export interface SessionEndsTable {
  id: string
  account: AccountId
  kept_session: string | null
  /** Sessions that were logged in by then are meant. */
  at: Instant
  /** Null for ends from before this was kept. */
  audit_id: AuditId | null
  done_at: Instant | null
}

/** A client's access that a person took back, and how often. */
export interface AccessEndsTable {
  account: AccountId
  client: string
  term: number
  at: Instant
}

export interface PasswordResetsTable {
  token_hash: string
  account: AccountId
  created_at: Instant
  expires_at: Instant
  /** Used, or void because another link was used or the password changed. */
  ended_at: Instant | null
}

export interface EmailChangesTable {
  token_hash: string
  account: AccountId
  /** The new address, to which the link went. */
  email: string
  created_at: Instant
  expires_at: Instant
  ended_at: Instant | null
}

export interface DevicesTable {
  /** Hash of the value that the browser's cookie holds. */
  id_hash: string
  account: AccountId
  user_agent: string
  first_seen_at: Instant
  last_seen_at: Instant
}

export interface RecoveryCodesTable {
  account: AccountId
  code_hash: string
  used_at: Instant | null
}

export interface MembersTable {
  id: MemberId
  organization: OrganizationId
  /** Null until the invitation is accepted. */
  account: AccountId | null
  /** Where the invitation went; display only once an account is there. */
  email: string
  /** The address in lower case. */
  email_key: string
  role: 'master' | 'member'
  status: 'invited' | 'active' | 'inactive'
  status_at: Instant
  status_by: Actor
  /** Raised whenever what was said about this person before must no longer count. */
  epoch: number
  /** Of the right to be here; what carries an earlier one opens nothing. */
  term: Generated<number>
  /** Since when an inactive member is none any more; the row keeps the epoch for a member who comes back. */
  removed_at: Instant | null
}

export interface InvitationsTable {
  id: InvitationId
  member: MemberId
  token_hash: string
  created_at: Instant
  created_by: Actor
  expires_at: Instant
  /** Used, replaced by a newer one, or withdrawn. */
  ended_at: Instant | null
  /** Who has since made it an invitation as master; null where no one has. */
  raised_by: Actor | null
  /** Since when one of the two has lost the right to invite, and which; null where neither has. */
  voided_at: Instant | null
  void_giver: Actor | null
}

export interface ProvisioningTokensTable {
  id: ProvisioningTokenId
  organization: OrganizationId
  /** What the operator calls the directory that holds it. */
  name: string
  token_hash: string
  created_at: Instant
  created_by: Actor
  /** To the minute; null until it was first presented. */
  last_used_at: Instant | null
  ended_at: Instant | null
}
