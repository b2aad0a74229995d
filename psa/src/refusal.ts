/** Why something was refused. Wording and next step of each stand in `messages/en-refusals.ts`. */
export type RefusalCode =
  | 'body_too_large'
  | 'company_taken'
  | 'credentials_invalid'
  | 'email_invalid'
  | 'email_taken'
  | 'employee_not_found'
  | 'foreign_host'
  | 'foreign_origin'
  | 'form_invalid'
  | 'internal_error'
  | 'last_admin'
  | 'method_not_allowed'
  | 'not_an_admin'
  | 'not_invited'
  | 'page_not_found'
  | 'password_too_long'
  | 'password_too_short'
  | 'password_unset'
  | 'password_wrong'
  | 'passwords_differ'
  | 'reset_link_invalid'
  | 'session_required'
  | 'tenant_not_found'
  | 'tenant_not_linked'
  | 'ticket_closed'
  | 'too_many_attempts'
  | 'user_barred'
  | 'user_inactive'
  | 'user_not_linked'
  | 'username_taken'

/** The HTTP status that each refusal answers with (RFC 9110, section 15). */
export const refusalStatus = {
  body_too_large: 413,
  company_taken: 409,
  credentials_invalid: 401,
  email_invalid: 422,
  email_taken: 409,
  employee_not_found: 404,
  foreign_host: 421,
  foreign_origin: 403,
  form_invalid: 422,
  internal_error: 500,
  last_admin: 409,
  method_not_allowed: 405,
  not_an_admin: 403,
  not_invited: 403,
  page_not_found: 404,
  password_too_long: 422,
  password_too_short: 422,
  password_unset: 409,
  password_wrong: 403,
  passwords_differ: 422,
  reset_link_invalid: 410,
  session_required: 401,
  tenant_not_found: 404,
  tenant_not_linked: 409,
  ticket_closed: 409,
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
