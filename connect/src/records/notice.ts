/** What a finished ceremony tells the person on the page it led to. */
export interface Notice {
  readonly kind: 'refused' | 'done'
  readonly code: NoticeCode
  /** What support finds in both logs. */
  readonly reference: string
  /** Display texts for the wording: `organization`, `account`, `region`, `url`, `user`, `other`, `seconds`, `ahead`. */
  readonly details: Readonly<Record<string, string>>
}

/** A notice as it is kept: what it is about says who reads it. A success is told only while its links stand. */
export interface KeptNotice extends Notice {
  readonly about?: NoticeLinks
}

/** The tenant, or the one user in it, that a notice is about, and the links that a success made. */
export interface NoticeLinks {
  readonly tenantId: string
  /** Whose attempt to link was refused. */
  readonly userId?: string
  readonly tenantLinkId?: string
  readonly userLink?: { readonly id: string; readonly userId: string }
}

export type SuccessCode =
  | 'tenant_linked'
  | 'tenant_and_user_linked'
  | 'user_linked'
  | 'connecting'
  | 'connecting_cancelled'
  | 'already_connected'
  | 'logged_out_everywhere'

export type RefusalCode =
  | 'attempt_invalid'
  | 'attempt_cancelled'
  | 'member_inactive'
  | 'organization_suspended'
  | 'member_unknown'
  | 'hub_unavailable'
  | 'hub_key_unknown'
  | 'clocks_differ'
  | 'assurance_too_low'
  | 'not_invited'
  | 'not_an_admin'
  | 'not_a_master'
  | 'tenant_not_linked'
  | 'organization_already_linked'
  | 'tenant_already_linked'
  | 'previous_link_closing'
  | 'wrong_organization'
  | 'member_already_linked'
  | 'user_already_linked'
  | 'user_not_linked'
  | 'user_inactive'
  | 'user_barred'
  | 'linking_paused'
  | 'link_suspended'
  | 'link_policy_empty'
  | 'product_refused'
  | 'hub_refused'
  | 'still_logged_in'

export type NoticeCode = SuccessCode | RefusalCode
