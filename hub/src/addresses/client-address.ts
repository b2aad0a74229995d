import type { IncomingMessage } from 'node:http'

const addresses = new WeakMap<IncomingMessage, string>()

export function keepClientAddress(request: IncomingMessage, address: string): void {
  addresses.set(request, address)
}

/** The network address that a request comes from, as the front door settled it; empty where no one can tell. */
export function clientAddressOf(request: IncomingMessage): string {
  return addresses.get(request) ?? ''
}
