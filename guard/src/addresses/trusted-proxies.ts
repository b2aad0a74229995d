import { BlockList, isIPv4, isIPv6 } from 'node:net'
import { readAddress } from './address.ts'

/** The proxies whose word about where a request comes from is taken. */
export type TrustedProxies = Pick<BlockList, 'check'>

/** Trusts no proxy. */
export const NO_PROXIES: TrustedProxies = { check: () => false }

/**
 * Reads addresses and networks: `10.0.0.0/8, 2001:db8::1`.
 *
 * @throws {Error} says which part is neither
 */
export function parseTrustedProxies(text: string): TrustedProxies {
  const list = new BlockList()
  for (const [index, part] of text.split(',').entries()) add(list, part.trim(), index + 1)
  return list
}

function add(list: BlockList, part: string, number: number): void {
  const [, address = '', , length] = /^([^/]+)(\/(\d{1,3}))?$/.exec(part) ?? []
  const family = familyOf(address)
  const longest = family === 'ipv6' ? 128 : 32
  if (family === null || (length !== undefined && Number(length) > longest)) {
    throw new Error(`part ${number} is no address and no network such as 10.0.0.0/8`)
  }
  list.addSubnet(address, length === undefined ? longest : Number(length), family)
}

function familyOf(address: string): 'ipv4' | 'ipv6' | null {
  if (isIPv4(address)) return 'ipv4'
  return isIPv6(address) && !address.includes('%') ? 'ipv6' : null
}

/**
 * Where a request comes from: the right-most address that is no trusted proxy. Each proxy adds the one that it heard the
 * request from at the right, so everything further left is only claimed.
 *
 * @param peer address of the socket
 * @param forwarded value of `X-Forwarded-For`, which counts where the peer is a trusted proxy
 * @returns the address; where the list ends or breaks off among proxies, the last proxy that is sure; empty without a peer
 */
export function findClient(proxies: TrustedProxies, peer: string | undefined, forwarded: string | undefined): string {
  let client = readAddress(peer ?? '') ?? ''
  for (const claimed of (forwarded ?? '').split(',').toReversed()) {
    if (!isTrusted(proxies, client)) break
    const address = readAddress(claimed)
    if (address === null) break
    client = address
  }
  return client
}

function isTrusted(proxies: TrustedProxies, address: string): boolean {
  return proxies.check(address, isIPv6(address) ? 'ipv6' : 'ipv4')
}
