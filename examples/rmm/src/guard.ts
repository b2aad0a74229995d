import type { Request, RequestHandler } from 'express'
import { contentSecurityPolicy, namesOrigin, securityHeaders, tidyPath } from '@lanyard/guard'
import { readTarget } from '@lanyard/running'

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

/** Where a request asks, on this host whatever its path; null for a target that is no path. */
export function addressOf({ originalUrl }: Pick<Request, 'originalUrl'>, origin: string): URL | null {
  return URL.parse(origin + readTarget(originalUrl).path)
}

/** Slashes that a person or a client added by mistake lead to the page, and never to another host. */
export function leadToPage(origin: string): RequestHandler {
  return (request, response, next) => {
    const { pathname, search } = addressOf(request, origin) ?? new URL(origin)
    const tidied = tidyPath(pathname)
    if (request.method === 'GET' && tidied !== pathname) response.redirect(308, tidied + search)
    else next()
  }
}

/** What a ceremony of the kit has to say is in a cookie: the page shows it once, at an address that says nothing. */
export function cleanAddress({ origin }: { readonly origin: string }): RequestHandler {
  return (request, response, next) => {
    const url = addressOf(request, origin)
    if (request.method !== 'GET' || url === null || !url.searchParams.has('notice')) return next()
    url.searchParams.delete('notice')
    response.redirect(303, origin + url.pathname + url.search)
  }
}
