/** Why something was refused: worded in `messages/en-refusals.ts`, listed in `docs/refusals.md`. */
export type RefusalCode =
  | 'audit_filter_invalid'
  | 'company_taken'
  | 'credentials_invalid'
  | 'email_invalid'
  | 'email_taken'
  | 'employee_not_found'
  | 'form_invalid'
  | 'host_unknown'
  | 'internal_error'
  | 'unavailable'
  | 'last_admin'
  | 'method_not_allowed'
  | 'not_an_admin'
  | 'not_found'
  | 'not_invited'
  | 'password_common'
  | 'password_contains_name'
  | 'password_too_long'
  | 'password_too_short'
  | 'password_unset'
  | 'password_wrong'
  | 'passwords_differ'
  | 'proof_required'
  | 'request_refused'
  | 'reset_link_invalid'
  | 'session_required'
  | 'tenant_not_found'
  | 'tenant_not_linked'
  | 'ticket_closed'
  | 'too_busy'
  | 'too_large'
  | 'too_many_attempts'
  | 'user_barred'
  | 'user_inactive'
  | 'user_not_linked'
  | 'username_taken'

/** The HTTP status that each refusal answers with (RFC 9110, section 15). */
export const refusalStatus = {
  audit_filter_invalid: 400,
  company_taken: 409,
  credentials_invalid: 401,
  email_invalid: 400,
  email_taken: 409,
  employee_not_found: 404,
  form_invalid: 400,
  host_unknown: 421,
  internal_error: 500,
  unavailable: 503,
  last_admin: 409,
  method_not_allowed: 405,
  not_an_admin: 403,
  not_found: 404,
  not_invited: 403,
  password_common: 400,
  password_contains_name: 400,
  password_too_long: 400,
  password_too_short: 400,
  password_unset: 409,
  password_wrong: 403,
  passwords_differ: 400,
  proof_required: 403,
  request_refused: 403,
  reset_link_invalid: 410,
  session_required: 401,
  tenant_not_found: 404,
  tenant_not_linked: 409,
  ticket_closed: 409,
  too_busy: 503,
  too_large: 413,
  too_many_attempts: 429,
  user_barred: 403,
  user_inactive: 403,
  user_not_linked: 409,
  username_taken: 409,
} satisfies Record<RefusalCode, number>

/** An expected failure: nothing that grants or removes a right has changed. A throw rolls its transaction back. */
export class Refusal extends Error {
  readonly code: RefusalCode
  /** Texts for the wording. */
  readonly details: Readonly<Record<string, string>>

  constructor(code: RefusalCode, details: Readonly<Record<string, string>> = {}) {
    super(code)
    this.name = 'Refusal'
    this.code = code
    this.details = details
  }
}
