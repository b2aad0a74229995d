import { AWAY, isAway, type RefusalDetails, RefusalOf } from '@lanyard/running'

/** Who can act on a refusal, and so what the page offers next. */
export type NextStep = 'person' | 'master' | 'admin' | 'operator' | 'wait'

/** Every expected failure of the hub; each is worded in `messages/en/refusals.ts` and described in `docs/refusals.md`. */
export const refusals = {
  account_taken: { status: 409, next: 'person' },
  already_enrolled: { status: 409, next: 'person' },
  already_member: { status: 409, next: 'master' },
  attempt_cancelled: { status: 400, next: 'person' },
  attempt_invalid: { status: 400, next: 'person' },
  audit_filter_invalid: { status: 400, next: 'person' },
  client_invalid: { status: 400, next: 'operator' },
  client_unknown: { status: 404, next: 'person' },
  code_invalid: { status: 401, next: 'person' },
  code_used: { status: 401, next: 'wait' },
  credentials_invalid: { status: 401, next: 'person' },
  csv_invalid: { status: 400, next: 'person' },
  deployment_invalid: { status: 400, next: 'operator' },
  email_invalid: { status: 400, next: 'person' },
  events_gone: { status: 410, next: 'admin' },
  factor_unknown: { status: 404, next: 'person' },
  failed: { status: 500, next: 'operator' },
  form_invalid: { status: 400, next: 'person' },
  host_unknown: { status: 421, next: 'person' },
  invitation_expired: { status: 410, next: 'master' },
  invitation_void: { status: 410, next: 'master' },
  language_invalid: { status: 400, next: 'person' },
  last_factor: { status: 409, next: 'person' },
  last_master: { status: 409, next: 'master' },
  link_expired: { status: 410, next: 'person' },
  link_unknown: { status: 404, next: 'admin' },
  linking_paused: { status: 403, next: 'wait' },
  login_required: { status: 401, next: 'person' },
  member_inactive: { status: 403, next: 'master' },
  member_unknown: { status: 404, next: 'master' },
  module_url_invalid: { status: 400, next: 'person' },
  name_invalid: { status: 400, next: 'person' },
  not_a_master: { status: 403, next: 'master' },
  not_found: { status: 404, next: 'person' },
  organization_already_linked: { status: 409, next: 'master' },
  organization_invalid: { status: 400, next: 'operator' },
  organization_suspended: { status: 403, next: 'operator' },
  passkey_invalid: { status: 401, next: 'person' },
  passkey_taken: { status: 409, next: 'person' },
  password_common: { status: 400, next: 'person' },
  password_contains_name: { status: 400, next: 'person' },
  password_too_long: { status: 400, next: 'person' },
  password_too_short: { status: 400, next: 'person' },
  password_unchanged: { status: 400, next: 'person' },
  password_wrong: { status: 403, next: 'person' },
  passwords_differ: { status: 400, next: 'person' },
  product_refused: { status: 401, next: 'admin' },
  provisioning_refused: { status: 401, next: 'operator' },
  provisioning_unknown: { status: 404, next: 'operator' },
  proof_required: { status: 403, next: 'person' },
  reason_missing: { status: 400, next: 'master' },
  request_refused: { status: 403, next: 'person' },
  reset_elsewhere: { status: 403, next: 'operator' },
  reset_own: { status: 403, next: 'master' },
  scim_invalid: { status: 400, next: 'operator' },
  scim_unsupported: { status: 501, next: 'master' },
  session_limit_invalid: { status: 400, next: 'master' },
  session_unknown: { status: 404, next: 'person' },
  tenant_already_linked: { status: 409, next: 'master' },
  too_busy: { status: 503, next: 'wait' },
  too_large: { status: 413, next: 'person' },
  too_many_attempts: { status: 429, next: 'wait' },
  too_many_factors: { status: 409, next: 'person' },
  unavailable: { status: 503, next: 'wait' },
  user_link_unknown: { status: 404, next: 'person' },
  username_foreign: { status: 400, next: 'person' },
  username_invalid: { status: 400, next: 'person' },
  version_unsupported: { status: 400, next: 'operator' },
  wrong_organization: { status: 403, next: 'person' },
} as const satisfies Record<string, { status: number; next: NextStep }>

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
  return isAway(error) ? new Refusal('unavailable', { seconds: AWAY }) : new Refusal('failed')
}
