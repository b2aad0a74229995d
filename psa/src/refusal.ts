import { AWAY, isDatabaseAway, type RefusalDetails, RefusalOf, type Weight } from '@lanyard/running'

/** Every expected failure of the PSA; each is worded in `messages/en-refusals.ts` and described in `docs/refusals.md`. */
export const refusals = {
  audit_filter_invalid: { status: 400, weight: 'alert' },
  company_taken: { status: 409, weight: 'alert' },
  credentials_invalid: { status: 401, weight: { hint: ['password'] } },
  email_invalid: { status: 400, weight: { hint: ['email'] } },
  email_taken: { status: 409, weight: { hint: ['email'] } },
  employee_not_found: { status: 404, weight: 'note' },
  form_invalid: { status: 400, weight: 'alert' },
  host_unknown: { status: 421, weight: 'support' },
  internal_error: { status: 500, weight: 'support' },
  unavailable: { status: 503, weight: 'alert' },
  last_admin: { status: 409, weight: 'alert' },
  link_policy_empty: { status: 400, weight: { hint: ['kind'] } },
  method_not_allowed: { status: 405, weight: 'alert' },
  not_an_admin: { status: 403, weight: 'support' },
  not_found: { status: 404, weight: 'alert' },
  not_invited: { status: 403, weight: 'support' },
  password_common: { status: 400, weight: { hint: ['password', 'next'] } },
  password_contains_name: { status: 400, weight: { hint: ['password', 'next'] } },
  password_too_long: { status: 400, weight: { hint: ['password', 'next'] } },
  password_too_short: { status: 400, weight: { hint: ['password', 'next'] } },
  password_unset: { status: 409, weight: 'alert' },
  password_wrong: { status: 403, weight: { hint: ['current', 'password'] } },
  passwords_differ: { status: 400, weight: { hint: ['repeat'] } },
  proof_required: { status: 403, weight: 'alert' },
  request_refused: { status: 403, weight: 'support' },
  reset_link_invalid: { status: 410, weight: 'alert' },
  session_required: { status: 401, weight: 'alert' },
  tenant_not_found: { status: 404, weight: 'alert' },
  tenant_not_linked: { status: 409, weight: 'support' },
  ticket_closed: { status: 409, weight: 'note' },
  too_busy: { status: 503, weight: 'alert' },
  too_large: { status: 413, weight: 'alert' },
  too_many_attempts: { status: 429, weight: 'alert' },
  user_barred: { status: 403, weight: 'alert' },
  user_inactive: { status: 403, weight: 'alert' },
  user_not_linked: { status: 409, weight: 'support' },
  username_taken: { status: 409, weight: { hint: ['username'] } },
} as const satisfies Record<string, { status: number; weight: Weight }>

export type RefusalCode = keyof typeof refusals

/** An expected failure: nothing that grants or removes a right has changed. A throw rolls its transaction back. */
export class Refusal extends RefusalOf<RefusalCode> {
  constructor(code: RefusalCode, details?: RefusalDetails) {
    super(code, refusals[code].status, details)
  }
}

/** What an error is told as: one itself, `unavailable` while the database is away, `internal_error` for a bug. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error
  return isDatabaseAway(error) ? new Refusal('unavailable', { seconds: AWAY }) : new Refusal('internal_error')
}
