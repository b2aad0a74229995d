import { errors } from 'oidc-provider'
import type { Hub } from '../hub.ts'
import type { CeremonyRefusal } from '../refusal.ts'

/** How a refusal by the hub travels: code, blank, reference (`docs/protocol.md`, "ID token"). */
export function refusalDescription({ code, reference }: Pick<CeremonyRefusal, 'code' | 'reference'>): string {
  return `${code} ${reference}`
}

/** The refusal as the provider delivers it to a client: `access_denied`. */
export function accessDenied(hub: Pick<Hub, 'log'>, refusal: CeremonyRefusal): Error {
  const { code, reference, details } = refusal
  hub.log.info({ event: 'refused', code, reference, details })
  return new errors.AccessDenied(refusalDescription(refusal))
}
