import type { ServerResponse } from 'node:http'
import { findClient, forwardedFor, namesOrigin, tidyPath, type TrustedProxies } from '@lanyard/guard'
import { type Handler, type Health, readTarget } from '@lanyard/running'
import { Refusal } from '../refusal.ts'
import { keepClientAddress } from '../addresses/client-address.ts'
import { routes } from './routes.ts'

export interface FrontDoor {
  readonly health: Pick<Health, 'answer'>
  readonly issuer: string
  /** Whose word is taken for where a request comes from. */
  readonly proxies: TrustedProxies
  /** Set on every answer, the provider's too. */
  readonly headers: Readonly<Record<string, string>>
  /** The document for a request that is not meant for this hub. */
  readonly renderRefusal: (refusal: Refusal) => string
  readonly provider: Handler
  readonly api: Handler
  readonly scim: Handler
  readonly pages: Handler
}

/**
 * What every request passes first: the security headers, and the check that it is meant for this hub. The provider
 * builds its addresses from the Host header, so nothing but the issuer's host gets past here,
 * health excepted, which machines ask for by any name. Whether people speak https
 * is the issuer's to say, since a proxy may end TLS before this. Where a request comes from is settled here once, by what
 * trusted proxies say; everything else that it claims to have been forwarded from is dropped.
 */
export function frontDoor(door: FrontDoor): Handler {
  const { health, issuer, proxies, headers, renderRefusal, provider, api, scim, pages } = door
  const { host: expected, protocol } = new URL(issuer)
  return (request, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
    if (health.answer(request, response)) return
    keepClientAddress(request, findClient(proxies, request.socket.remoteAddress, forwardedFor(request)))
    for (const name of Object.keys(request.headers)) if (name.startsWith('x-forwarded-')) delete request.headers[name]
    request.headers['x-forwarded-proto'] = protocol.slice(0, -1)
    const { host, path } = readTarget(request.url ?? '/')
    const named = [request.headers.host, ...(host === null ? [] : [host])]
    if (!named.every((each) => namesOrigin(each, issuer)) || !path.startsWith('/')) {
      const refusal = new Refusal('host_unknown', { host: host ?? request.headers.host ?? '', issuer })
      return turnAway(response, refusal.status, renderRefusal(refusal))
    }
    // Written as the issuer writes it, whatever the client wrote: the provider builds its addresses on it.
    request.headers.host = expected
    request.url = path
    if (isProviders(path)) return provider(request, response)
    const forMachines = /^\/scim(?=[/?]|$)/.test(path) ? scim : /^\/api(?=[/?]|$)/.test(path) ? api : null
    if (forMachines === null) return pages(request, response)
    request.url = tidyTarget(path)
    return forMachines(request, response)
  }
}

function isProviders(url: string): boolean {
  return url.startsWith('/oidc/') || (url.startsWith('/.well-known/') && !url.startsWith(routes.wellKnownPassword))
}

/** Machines are built with doubled slashes and slashes at the end, and follow no redirects. */
function tidyTarget(url: string): string {
  const [path = '/', ...query] = url.split('?')
  return [tidyPath(path), ...query].join('?')
}

function turnAway(response: ServerResponse, status: number, page: string): void {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    connection: 'close',
  })
  response.end(page)
}
