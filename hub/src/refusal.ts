import { AWAY, isDatabaseAway, type RefusalDetails, RefusalOf, type Weight } from '@lanyard/running'

/** Who can act on a refusal, and so what the page offers next. */
export type NextStep = 'person' | 'master' | 'admin' | 'operator' | 'wait'

/** Every expected failure of the hub; each is worded in `messages/en/refusals.ts` and described in `docs/refusals.md`. */
export const refusals = {
  account_taken: { status: 409, next: 'person', weight: { hint: ['username'] } },
  already_enrolled: { status: 409, next: 'person', weight: 'note' },
  already_member: { status: 409, next: 'master', weight: { hint: ['email'] } },
  attempt_cancelled: { status: 400, next: 'person', weight: 'note' },
  attempt_invalid: { status: 400, next: 'person', weight: 'support' },
  audit_filter_invalid: { status: 400, next: 'person', weight: 'alert' },
  client_invalid: { status: 400, next: 'operator', weight: 'support' },
  client_unknown: { status: 404, next: 'person', weight: 'note' },
  code_invalid: { status: 401, next: 'person', weight: { hint: ['code'] } },
  code_used: { status: 401, next: 'wait', weight: { hint: ['code'] } },
  credentials_invalid: { status: 401, next: 'person', weight: { hint: ['password'] } },
  csv_invalid: { status: 400, next: 'person', weight: { hint: ['rows'] } },
  deployment_invalid: { status: 400, next: 'operator', weight: 'support' },
  email_invalid: { status: 400, next: 'person', weight: { hint: ['email'] } },
  events_gone: { status: 410, next: 'admin', weight: 'support' },
  factor_unknown: { status: 404, next: 'person', weight: 'note' },
  failed: { status: 500, next: 'operator', weight: 'support' },
  form_invalid: { status: 400, next: 'person', weight: 'alert' },
  host_unknown: { status: 421, next: 'person', weight: 'support' },
  invitation_expired: { status: 410, next: 'master', weight: 'alert' },
  invitation_void: { status: 410, next: 'master', weight: 'alert' },
  language_invalid: { status: 400, next: 'person', weight: { hint: ['language'] } },
  last_factor: { status: 409, next: 'person', weight: 'alert' },
  last_master: { status: 409, next: 'master', weight: 'alert' },
  link_expired: { status: 410, next: 'person', weight: 'alert' },
  link_unknown: { status: 404, next: 'admin', weight: 'note' },
  linking_paused: { status: 403, next: 'wait', weight: 'support' },
  login_required: { status: 401, next: 'person', weight: 'alert' },
  member_inactive: { status: 403, next: 'master', weight: 'support' },
  member_unknown: { status: 404, next: 'master', weight: 'support' },
  module_url_invalid: { status: 400, next: 'person', weight: 'alert' },
  name_invalid: { status: 400, next: 'person', weight: { hint: ['name'] } },
  not_a_master: { status: 403, next: 'master', weight: 'support' },
  not_found: { status: 404, next: 'person', weight: 'alert' },
  organization_already_linked: { status: 409, next: 'master', weight: 'support' },
  organization_invalid: { status: 400, next: 'operator', weight: 'support' },
  organization_suspended: { status: 403, next: 'operator', weight: 'support' },
  passkey_invalid: { status: 401, next: 'person', weight: 'alert' },
  passkey_taken: { status: 409, next: 'person', weight: 'alert' },
  password_common: { status: 400, next: 'person', weight: { hint: ['password'] } },
  password_contains_name: { status: 400, next: 'person', weight: { hint: ['password'] } },
  password_too_long: { status: 400, next: 'person', weight: { hint: ['password'] } },
  password_too_short: { status: 400, next: 'person', weight: { hint: ['password'] } },
  password_unchanged: { status: 400, next: 'person', weight: { hint: ['password'] } },
  password_wrong: { status: 403, next: 'person', weight: { hint: ['current'] } },
  passwords_differ: { status: 400, next: 'person', weight: { hint: ['password_again'] } },
  product_refused: { status: 401, next: 'admin', weight: 'support' },
  provisioning_refused: { status: 401, next: 'operator', weight: 'support' },
  provisioning_unknown: { status: 404, next: 'operator', weight: 'alert' },
  proof_required: { status: 403, next: 'person', weight: 'alert' },
  reason_missing: { status: 400, next: 'master', weight: { hint: ['reason'] } },
  request_refused: { status: 403, next: 'person', weight: 'support' },
  reset_elsewhere: { status: 403, next: 'operator', weight: 'support' },
  reset_own: { status: 403, next: 'master', weight: 'alert' },
  scim_invalid: { status: 400, next: 'operator', weight: 'support' },
  scim_unsupported: { status: 501, next: 'master', weight: 'alert' },
  session_limit_invalid: { status: 400, next: 'master', weight: 'alert' },
  session_unknown: { status: 404, next: 'person', weight: 'note' },
  tenant_already_linked: { status: 409, next: 'master', weight: 'support' },
  too_busy: { status: 503, next: 'wait', weight: 'alert' },
  too_large: { status: 413, next: 'person', weight: 'alert' },
  too_many_attempts: { status: 429, next: 'wait', weight: 'alert' },
  too_many_factors: { status: 409, next: 'person', weight: 'alert' },
  unavailable: { status: 503, next: 'wait', weight: 'alert' },
  user_link_unknown: { status: 404, next: 'person', weight: 'note' },
  username_foreign: { status: 400, next: 'person', weight: { hint: ['username'] } },
  username_invalid: { status: 400, next: 'person', weight: { hint: ['username'] } },
  version_unsupported: { status: 400, next: 'operator', weight: 'support' },
  wrong_organization: { status: 403, next: 'person', weight: 'support' },
} as const satisfies Record<string, { status: number; next: NextStep; weight: Weight }>

export type RefusalCode = keyof typeof refusals

/** With what a ceremony, or the exchange of its code, may end at a product (W-5). A new one is a new line there. */
export const CEREMONY_CODES = [
  'attempt_cancelled',
  'attempt_invalid',
  'linking_paused',
  'member_inactive',
  'member_unknown',
  'not_a_master',
  'organization_already_linked',
  'organization_suspended',
  'tenant_already_linked',
  'wrong_organization',
] as const satisfies readonly RefusalCode[]

export type CeremonyCode = (typeof CEREMONY_CODES)[number]

/**
 * An expected "no". Thrown inside a transaction it undoes everything that the transaction did.
 *
 * @example throw new Refusal('code_used', { seconds: 17 })
 */
export class Refusal extends RefusalOf<RefusalCode, (typeof refusals)[RefusalCode]['status']> {
  constructor(code: RefusalCode, details?: RefusalDetails) {
    super(code, refusals[code].status, details)
  }
}

/** One that may be delivered to a product. */
export type CeremonyRefusal = Refusal & { readonly code: CeremonyCode }

export function refuseCeremony(code: CeremonyCode, details?: RefusalDetails): CeremonyRefusal {
  return Object.assign(new Refusal(code, details), { code })
}

export function isOfCeremony(error: unknown): error is CeremonyRefusal {
  return error instanceof Refusal && CEREMONY_CODES.some((code) => code === error.code)
}

/** What an error is told as: one itself, `unavailable` while the database is away, `failed` for a bug. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error
  return isDatabaseAway(error) ? new Refusal('unavailable', { seconds: AWAY }) : new Refusal('failed')
}
