import type { RequestHandler } from 'express'
import { namesOrigin, readTarget } from '@lanyard/guard'

/**
 * Headers of every answer. Chromium holds `form-action` against every redirect that follows a form, and
 * the forms that link lead to the hub.
 */
export function securityHeaders(hubOrigin: string, origin: string): RequestHandler {
  const policy = [
    `default-src 'none'`,
    `style-src 'self'`,
    `img-src 'self'`,
    `form-action 'self' ${hubOrigin}`,
    `frame-ancestors 'none'`,
    `base-uri 'none'`,
  ].join('; ')
  return (_request, response, next) => {
    response.set({
      'Content-Security-Policy': policy,
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Referrer-Policy': 'same-origin',
      'X-Content-Type-Options': 'nosniff',
      'X-Frame-Options': 'DENY',
      ...(origin.startsWith('https:') && { 'Strict-Transport-Security': 'max-age=63072000; includeSubDomains' }),
      'Cache-Control': 'no-store',
    })
    next()
  }
}

/** A foreign `Host` would decide addresses that are built on it; only the own one is served. */
export function ownHostOnly(origin: string): RequestHandler {
  return (request, response, next) => {
    const { host } = readTarget(request.originalUrl)
    if ([request.headers.host, host ?? request.headers.host].every((each) => namesOrigin(each, origin))) next()
    else response.status(421).end()
  }
}

/** Was a form sent by a page of this origin (T1, T44)? Browsers say so in `Sec-Fetch-Site`, older ones in `Origin`. */
export function isOwnForm(headers: Readonly<Record<string, unknown>>, origin: string): boolean {
  const site = headers['sec-fetch-site']
  return site === undefined ? headers['origin'] === origin : site === 'same-origin'
}
