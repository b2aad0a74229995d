import { errors } from 'oidc-provider'
import type { Hub } from '../hub.ts'
import type { Refusal, RefusalCode } from '../refusal.ts'

/** With what a ceremony, or the exchange of its code, may end at a product (W-5); a new one is a new line there. */
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

/** How a refusal by the hub travels: code, blank, reference (`docs/protocol.md`, "ID token"). */
export function refusalDescription({ code, reference }: Pick<Refusal, 'code' | 'reference'>): string {
  return `${code} ${reference}`
}

/** The refusal as the provider delivers it to a client: `access_denied`. */
export function accessDenied(hub: Pick<Hub, 'log'>, refusal: Refusal): Error {
  const { code, reference, details } = refusal
  hub.log.info({ event: 'refused', code, reference, details })
  return new errors.AccessDenied(refusalDescription(refusal))
}
