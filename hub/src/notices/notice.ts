import type { Instant } from '../clock.ts'
import type { NoticeId } from '../ids.ts'

/** What a mail of each kind tells. `link` opens something and is kept sealed. */
export interface NoticeDetails {
  invitation: { readonly organization: string; readonly link: string; readonly expiresAt: Instant }
  password_changed: { readonly username: string }
  authenticator_added: { readonly username: string }
  recovery_code_used: { readonly username: string; readonly left: number }
  account_renamed: { readonly from: string; readonly to: string }
  email_changed: { readonly username: string; readonly from: string; readonly to: string }
  tenant_linked: { readonly organization: string; readonly module: string; readonly tenant: string }
  tenant_unlinked: { readonly organization: string; readonly module: string; readonly tenant: string }
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
