import { isIP, isIPv6 } from 'node:net'

/**
 * An IP address in the one form that it is compared and shown in: an IPv4 address inside of an IPv6 one comes out, a
 * port and a zone are left off, since proxies write all of these.
 *
 * @returns null for anything else
 */
export function readAddress(text: string): string | null {
  const address = withoutPort(text.trim()).replace(/%.*$/, '')
  const inside = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address
  if (isIP(inside) === 0) return null
  return isIPv6(inside) ? new URL(`http://[${inside}]`).hostname.slice(1, -1) : inside
}

function withoutPort(text: string): string {
  return (
    /^\[(?<inner>[^\]]*)\](?::\d+)?$/.exec(text)?.[1] ?? /^(?<inner>\d+\.\d+\.\d+\.\d+):\d+$/.exec(text)?.[1] ?? text
  )
}

/**
 * The place that an address belongs to, for counting: with IPv6 the /64, all of which one subscriber has.
 *
 * @param address as {@link readAddress} gives it
 */
export function placeOf(address: string): string {
  if (!isIPv6(address)) return address
  const [before = '', after] = address.split('::')
  const [head, tail] = [before, after ?? ''].map((part) => part.split(':').filter((group) => group !== ''))
  const zeros = after === undefined ? 0 : 8 - (head?.length ?? 0) - (tail?.length ?? 0)
  const groups = [...(head ?? []), ...Array.from({ length: zeros }, () => '0'), ...(tail ?? [])]
  return `${groups.slice(0, 4).join(':')}::/64`
}
