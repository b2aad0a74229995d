import { namesOrigin } from '@lanyard/guard'
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

/**
 * A state change must come from a page of this origin. Every browser says so with `Sec-Fetch-Site`, or at least with
 * `Origin`; what sends neither is no browser, and carries no cookie that its user did not give it.
 *
 * Other ports of the same host are another origin, though the same site.
 *
 * @throws {Refusal} `request_refused`
 */
export function refuseForeignOrigin({ origin }: Pick<PsaConfig, 'origin'>, { method, headers }: Request): void {
  if (method === 'GET' || method === 'HEAD') return
  const site = headers.get('sec-fetch-site')
  const from = headers.get('origin')
  const own = site === null ? from === null || from === origin : site === 'same-origin' || site === 'none'
  if (!own) throw new Refusal('request_refused')
}

/** A path or query with a NUL is nobody's, and PostgreSQL would stumble over it. @throws {Refusal} `not_found` */
export function refuseNul({ url }: Request): void {
  if (url.includes('%00')) throw new Refusal('not_found')
}

/**
 * Headers of every answer. Nothing but this origin's own files is loaded, and no inline script or style runs. Forms
 * may lead to the hub too, because switching on posts here and is sent on there, and browsers check every hop.
 */
export function protectionHeaders({ origin, issuer }: Pick<PsaConfig, 'origin' | 'issuer'>): Record<string, string> {
  const policy = {
    'default-src': "'none'",
    'style-src': "'self'",
    'script-src': "'self'",
    'img-src': "'self' data:",
    'connect-src': "'self'",
    'form-action': `'self' ${issuer}`,
    'frame-ancestors': "'none'",
    'base-uri': "'none'",
  }
  return {
    'content-security-policy': Object.entries(policy)
      .map((directive) => directive.join(' '))
      .join('; '),
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    ...(origin.startsWith('https:') ? { 'strict-transport-security': 'max-age=63072000; includeSubDomains' } : {}),
  }
}
