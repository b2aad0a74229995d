import {
  changesState,
  contentSecurityPolicy,
  isOwnForm,
  isSentTwice,
  namesOrigin,
  securityHeaders,
} from '@lanyard/guard'
import type { PsaConfig } from '../config.ts'
import { Refusal } from '../refusal.ts'

/** The largest body that a form may have, in bytes. */
export const LARGEST_BODY = 64 * 1024

/**
 * A request must name the origin's own host: whatever is built on it, or cached for it, would be another's otherwise.
 *
 * @throws {Refusal} `host_unknown`
 */
export function refuseForeignHost({ origin }: Pick<PsaConfig, 'origin'>, request: Request): void {
  const { host } = new URL(request.url)
  const named = [request.headers.get('host') ?? host, host]
  if (!named.every((each) => namesOrigin(each, origin))) throw new Refusal('host_unknown')
}

/** A state change must come from a page of this origin. @throws {Refusal} `request_refused` */
export function refuseForeignOrigin({ origin }: Pick<PsaConfig, 'origin'>, { method, headers }: Request): void {
  if (changesState(method) && !isOwnForm(headers, origin)) throw new Refusal('request_refused')
}

/**
 * A path or query with a NUL leads nowhere, and PostgreSQL would stumble over it. A parameter that comes twice is no one's.
 *
 * @throws {Refusal} `not_found`, `form_invalid`
 */
export function refuseOddAddress({ url }: Request): void {
  if (url.includes('%00')) throw new Refusal('not_found')
  if (isSentTwice(new URL(url).searchParams)) throw new Refusal('form_invalid')
}

/** Forms lead to the hub too, because switching on posts here and is sent on there. */
export function protectionHeaders({ origin, issuer }: Pick<PsaConfig, 'origin' | 'issuer'>) {
  return securityHeaders(origin, contentSecurityPolicy([issuer]))
}
