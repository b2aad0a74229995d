import type { IncomingMessage } from 'node:http'
import { placeOf } from './address.ts'
import { findClient, type TrustedProxies } from './trusted-proxies.ts'

/** The place in the network that a request comes from, for counting, as trusted proxies say. */
export function sourceOf(proxies: TrustedProxies, request: Pick<IncomingMessage, 'headers' | 'socket'>): string {
  return placeOf(findClient(proxies, request.socket.remoteAddress, forwardedFor(request)))
}

/** Several headers of that name read as one list. */
export function forwardedFor({ headers }: Pick<IncomingMessage, 'headers'>): string | undefined {
  const value = headers['x-forwarded-for']
  return Array.isArray(value) ? value.join(',') : value
}
