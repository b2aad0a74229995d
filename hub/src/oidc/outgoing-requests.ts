import type { Hub } from '../hub.ts'

type Fetch = (url: string | URL, options: RequestInit & { readonly dispatcher?: unknown }) => Promise<Response>

/**
 * How the provider calls clients: key sets and logout addresses. Its own guard refuses private and loopback addresses
 * after resolving the name (T25). The demo's parts live on loopback, so there, and only there, exact origins that are
 * registered pass it by.
 */
export function callClients(hub: Pick<Hub, 'config'>, registeredOrigins: () => Promise<ReadonlySet<string>>): Fetch {
  return async (url, options) => {
    const origin = new URL(url).origin
    if (!hub.config.demo || !isLoopback(origin) || !(await registeredOrigins()).has(origin)) return fetch(url, options)
    const { dispatcher: _guard, ...unguarded } = options
    return fetch(url, unguarded)
  }
}

function isLoopback(origin: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(new URL(origin).hostname)
}
