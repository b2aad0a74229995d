import type { Kit } from '../kit.ts'

/** As many ceremonies may be open in one browser; a further one takes the place of the oldest (T45). */
const MOST = 6

/**
 * One cookie per attempt, named after it, so that two tabs do not overwrite each other. Over https the name
 * begins with `__Host-`, which keeps sibling domains from setting it (T39).
 */
export function attemptCookie(kit: Pick<Kit<unknown>, 'product' | 'lifetimes'>, id: string, secret: string): string {
  return cookie(kit, id, secret, kit.lifetimes.attempt)
}

export function clearAttemptCookie(kit: Pick<Kit<unknown>, 'product'>, id: string): string {
  return cookie(kit, id, '', 0)
}

/** @returns the cookies that make room for one more attempt */
export function makeRoom(kit: Pick<Kit<unknown>, 'product'>, request: Request): string[] {
  const open = [...cookiesOf(request).keys()].filter((name) => name.startsWith(prefix(kit)))
  // Browsers send the older of two cookies of one path first (RFC 6265, 5.4).
  const oldest = open.slice(0, Math.max(0, open.length + 1 - MOST))
  return oldest.map((name) => clearAttemptCookie(kit, name.slice(prefix(kit).length)))
}

export function readAttemptCookie(kit: Pick<Kit<unknown>, 'product'>, request: Request, id: string): string | null {
  return cookiesOf(request).get(prefix(kit) + id) ?? null
}

export const isSecure = ({ product }: Pick<Kit<unknown>, 'product'>) => product.origin.startsWith('https:')

/** Cookies ignore ports, so that the deployments of a demo on one host tell theirs apart by name. */
const prefix = (kit: Pick<Kit<unknown>, 'product'>) =>
  `${isSecure(kit) ? '__Host-' : ''}connect-${kit.product.deployment}-`

function cookie(kit: Pick<Kit<unknown>, 'product'>, id: string, value: string, seconds: number): string {
  const secure = isSecure(kit) ? '; Secure' : ''
  return `${prefix(kit)}${id}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure}`
}

export function cookiesOf(request: Request): Map<string, string> {
  const pairs = (request.headers.get('Cookie') ?? '').split(';').map((pair): [string, string] => {
    const [name = '', ...value] = pair.split('=')
    return [name.trim(), value.join('=').trim()]
  })
  return new Map(pairs)
}
