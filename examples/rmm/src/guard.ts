import type { RequestHandler } from 'express'
import { contentSecurityPolicy, namesOrigin, readTarget, securityHeaders } from '@lanyard/guard'

/** Headers of every answer. The forms that link lead to the hub. */
export function protectionHeaders(hubOrigin: string, origin: string): RequestHandler {
  const headers = securityHeaders(origin, contentSecurityPolicy([hubOrigin]))
  return (_request, response, next) => {
    response.set({ ...headers, 'cache-control': 'no-store' })
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

/** What a ceremony of the kit has to say is in a cookie: the page shows it once, at an address that says nothing. */
export function cleanAddress({ origin }: { readonly origin: string }): RequestHandler {
  return (request, response, next) => {
    const url = URL.parse(request.originalUrl, origin)
    if (request.method !== 'GET' || url === null || !url.searchParams.has('notice')) return next()
    url.searchParams.delete('notice')
    response.redirect(303, origin + url.pathname + url.search)
  }
}
