import type { Instant } from '../../clock.ts'
import type { NoticeId } from '../../ids.ts'

/** Who did it: the master by name, null for the operator; or a person in the product. A mail of version 0.1.0 has neither. */
export interface LinkDoer {
  readonly by?: string | null
  readonly inProduct?: true
}

interface OfTenant {
  readonly module: string
  readonly tenant: string
  /** By which a tenant is known whose name no one sees; a mail that was queued by version 0.1.0 has none. */
  readonly tenantId?: string
}

interface OfLink extends OfTenant, LinkDoer {
  readonly organization: string
}

interface OfUserLink extends OfTenant {
  readonly username: string
}

/** What a mail of each kind tells. `link` opens something and is kept sealed. */
export interface NoticeDetails {
  /** `by`: the master by name, null for the operator; a mail that was queued by version 0.1.0 has none. */
  invitation: {
    readonly organization: string
    readonly by?: string | null
    readonly link: string
    readonly expiresAt: Instant
  }
  password_changed: { readonly username: string }
  authenticator_added: { readonly username: string }
  passkey_added: { readonly username: string }
  factor_removed: { readonly username: string; readonly factor: string }
  recovery_codes_replaced: { readonly username: string }
  /** To the person. `by` is null where the operator did it. */
  second_factor_reset: { readonly username: string; readonly by: string | null; readonly reason: string }
  /** To every master of the organization. */
  member_factor_reset: {
    readonly username: string
    readonly organization: string
    readonly by: string | null
    readonly reason: string
  }
  password_reset: { readonly username: string; readonly link: string; readonly expiresAt: Instant }
  /** A person asked for that link while the account has no second factor, so that none was sent. */
  password_reset_refused: { readonly username: string }
  new_device: { readonly username: string; readonly device: string; readonly address: string; readonly at: Instant }
  /** To the new address, which is not the account's yet. */
  email_confirmation: {
    readonly username: string
    readonly link: string
    readonly expiresAt: Instant
    /** As the person chose it, for dates; null for the hub's own. */
    readonly language: string | null
  }
  email_change_requested: { readonly username: string; readonly to: string }
  account_linked: OfUserLink
  account_unlinked: OfUserLink
  recovery_code_used: { readonly username: string; readonly left: number }
  account_deleted: { readonly username: string }
  /** `own`: the person themselves did it; else the operator. */
  account_renamed: { readonly from: string; readonly to: string; readonly own?: boolean }
  /** `own` as above; a mail that was queued by version 0.1.0 does not say. */
  email_changed: { readonly username: string; readonly from: string; readonly to: string; readonly own?: boolean }
  tenant_linked: OfLink
  tenant_unlinked: OfLink
}

export type NoticeKind = keyof NoticeDetails

/** A mail to one person: which words, and the facts that go into them. */
export type NoticeContent = {
  readonly [Kind in NoticeKind]: { readonly kind: Kind; readonly details: NoticeDetails[Kind] }
}[NoticeKind]

export type Notice = NoticeContent & {
  readonly id: NoticeId
  readonly recipient: string
  readonly createdAt: Instant
  /** Null while it waits in the outbox. */
  readonly sentAt: Instant | null
}
