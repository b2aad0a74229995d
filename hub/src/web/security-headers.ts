/** Headers of every answer, pages and protocol alike; a page tightens or names more in its own policy. */
export function securityHeaders(issuer: string): Readonly<Record<string, string>> {
  return {
    'content-security-policy': contentSecurityPolicy(),
    'cross-origin-opener-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    ...(issuer.startsWith('https:') && { 'strict-transport-security': 'max-age=63072000; includeSubDomains' }),
  }
}

/**
 * The policy of a page. Nothing inline, nothing from elsewhere, never in a frame (T40).
 *
 * Chromium holds `form-action` against every redirect that follows a form, so a form that ends a
 * ceremony names the origin that the ceremony returns to.
 *
 * @param formTargets origins beside this one that the page's forms may lead to in the end
 */
export function contentSecurityPolicy(formTargets: readonly string[] = []): string {
  return [
    `default-src 'none'`,
    `script-src 'self'`,
    `style-src 'self'`,
    `img-src 'self' data:`,
    `connect-src 'self'`,
    `form-action ${["'self'", ...formTargets].join(' ')}`,
    `frame-ancestors 'none'`,
    `base-uri 'none'`,
  ].join('; ')
}
