import { AWAY, isAway, type RefusalDetails, RefusalOf } from '@lanyard/running'

/** Every expected failure of the PSA; each is worded in `messages/en-refusals.ts` and described in `docs/refusals.md`. */
export const refusals = {
  audit_filter_invalid: { status: 400 },
  company_taken: { status: 409 },
  credentials_invalid: { status: 401 },
  email_invalid: { status: 400 },
  email_taken: { status: 409 },
  employee_not_found: { status: 404 },
  form_invalid: { status: 400 },
  host_unknown: { status: 421 },
  internal_error: { status: 500 },
  unavailable: { status: 503 },
  last_admin: { status: 409 },
  link_policy_empty: { status: 400 },
  method_not_allowed: { status: 405 },
  not_an_admin: { status: 403 },
  not_found: { status: 404 },
  not_invited: { status: 403 },
  password_common: { status: 400 },
  password_contains_name: { status: 400 },
  password_too_long: { status: 400 },
  password_too_short: { status: 400 },
  password_unset: { status: 409 },
  password_wrong: { status: 403 },
  passwords_differ: { status: 400 },
  proof_required: { status: 403 },
  request_refused: { status: 403 },
  reset_link_invalid: { status: 410 },
  session_required: { status: 401 },
  tenant_not_found: { status: 404 },
  tenant_not_linked: { status: 409 },
  ticket_closed: { status: 409 },
  too_busy: { status: 503 },
  too_large: { status: 413 },
  too_many_attempts: { status: 429 },
  user_barred: { status: 403 },
  user_inactive: { status: 403 },
  user_not_linked: { status: 409 },
  username_taken: { status: 409 },
} as const satisfies Record<string, { status: number }>

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
  return isAway(error) ? new Refusal('unavailable', { seconds: AWAY }) : new Refusal('internal_error')
}
