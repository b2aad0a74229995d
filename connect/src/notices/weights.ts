import type { Notice, NoticeCode, RefusalCode } from '../records/notice.ts'

/**
 * How loudly a page tells a notice: a success (`status`); plainly, what is no failure (`note`); a refusal with its code
 * in small print (`alert`); or with the reference, too, where support can help (`support`).
 */
export type NoticeWeight = 'status' | 'note' | 'alert' | 'support'

/** Both sides wrote down what a ceremony ended in, so that a reference helps with every refusal. */
const refusals: Readonly<Record<RefusalCode, Exclude<NoticeWeight, 'status'>>> = {
  assurance_too_low: 'support',
  attempt_cancelled: 'note',
  attempt_invalid: 'support',
  clocks_differ: 'support',
  hub_key_unknown: 'support',
  hub_refused: 'support',
  hub_unavailable: 'support',
  link_policy_empty: 'support',
  link_suspended: 'support',
  linking_paused: 'support',
  member_already_linked: 'support',
  member_inactive: 'support',
  member_unknown: 'support',
  not_a_master: 'support',
  not_an_admin: 'support',
  not_invited: 'support',
  organization_already_linked: 'support',
  organization_suspended: 'support',
  previous_link_closing: 'support',
  product_refused: 'support',
  still_logged_in: 'support',
  tenant_already_linked: 'support',
  tenant_not_linked: 'support',
  user_already_linked: 'support',
  user_barred: 'support',
  user_inactive: 'support',
  user_not_linked: 'support',
  wrong_organization: 'support',
}

/**
 * Says how loudly a page tells a notice. Role `status` fits the first two weights, role `alert` the others.
 *
 * @example
 * import { weightOf } from '@lanyard/connect'
 *
 * assert.equal(weightOf({ code: 'tenant_linked' }), 'status')
 * assert.equal(weightOf({ code: 'attempt_cancelled' }), 'note')
 * assert.equal(weightOf({ code: 'hub_unavailable' }), 'support')
 */
export function weightOf({ code }: Pick<Notice, 'code'>): NoticeWeight {
  return isRefusal(code) ? refusals[code] : 'status'
}

function isRefusal(code: NoticeCode): code is RefusalCode {
  return code in refusals
}
