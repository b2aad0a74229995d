import type { Notice, NoticeCode, RefusalCode } from '../records/notice.ts'

/**
 * How loudly a page tells a notice: a success (`status`); plainly, what is no failure (`note`); a refusal with its code
 * in small print (`alert`); or with the reference, too, where support can help (`support`).
 */
export type NoticeWeight = 'status' | 'note' | 'alert' | 'support'

const refusals: Readonly<Record<RefusalCode, Exclude<NoticeWeight, 'status'>>> = {
  attempt_cancelled: 'note',

  link_suspended: 'alert',
  member_already_linked: 'alert',
  link_policy_empty: 'alert',
  not_an_admin: 'alert',
  not_invited: 'alert',
  previous_link_closing: 'alert',
  still_logged_in: 'alert',
  tenant_not_linked: 'alert',
  user_already_linked: 'alert',
  user_barred: 'alert',
  user_inactive: 'alert',
  user_not_linked: 'alert',

  assurance_too_low: 'support',
  attempt_invalid: 'support',
  hub_key_unknown: 'support',
  hub_refused: 'support',
  hub_unavailable: 'support',
  linking_paused: 'support',
  member_inactive: 'support',
  member_unknown: 'support',
  not_a_master: 'support',
  organization_already_linked: 'support',
  organization_suspended: 'support',
  product_refused: 'support',
  tenant_already_linked: 'support',
  wrong_organization: 'support',
}

/** Role `status` fits the first two, role `alert` the others. */
export function weightOf({ code }: Pick<Notice, 'code'>): NoticeWeight {
  return isRefusal(code) ? refusals[code] : 'status'
}

function isRefusal(code: NoticeCode): code is RefusalCode {
  return code in refusals
}
