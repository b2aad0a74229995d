/**
 * Headers of every answer of a part: nothing from elsewhere, never in a frame, no referrer to others (T40, T41).
 *
 * @param origin of the part; over https, browsers are told to stay there
 * @param policy a page's own, where it differs
 */
export function securityHeaders(origin: string, policy = contentSecurityPolicy()): Readonly<Record<string, string>> {
  return {
    'content-security-policy': policy,
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    ...(origin.startsWith('https:') && { 'strict-transport-security': 'max-age=63072000; includeSubDomains' }),
  }
}

/**
 * The policy of a page. Nothing inline, nothing from elsewhere, never in a frame (T40).
 *
 * Chromium holds `form-action` against every redirect that follows a form, so a form that leads to another origin in
 * the end names that one, too.
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
