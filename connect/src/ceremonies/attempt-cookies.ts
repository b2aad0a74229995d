import { cookie, cookiesOf, nameOf, readCookie } from '../http/cookies.ts'
import type { Kit } from '../kit.ts'

/** As many ceremonies may be open in one browser; a further one takes the place of the oldest (T45). */
const MOST = 6

/**
 * One cookie per attempt, named after it, so that two tabs do not overwrite each other.
 */
export function attemptCookie(kit: Pick<Kit<unknown>, 'product' | 'lifetimes'>, id: string, secret: string): string {
  return cookie(kit, own(kit, id), secret, kit.lifetimes.attempt)
}

export function clearAttemptCookie(kit: Pick<Kit<unknown>, 'product'>, id: string): string {
  return cookie(kit, own(kit, id), '', 0)
}

/** @returns the cookies that make room for one more attempt */
export function clearOldestAttempts(kit: Pick<Kit<unknown>, 'product'>, request: Request): string[] {
  const prefix = nameOf(kit, own(kit, ''))
  const open = [...cookiesOf(request).keys()].filter((name) => name.startsWith(prefix))
  // Browsers send the older of two cookies of one path first (RFC 6265, 5.4).
  const oldest = open.slice(0, Math.max(0, open.length + 1 - MOST))
  return oldest.map((name) => clearAttemptCookie(kit, name.slice(prefix.length)))
}

export function readAttemptCookie(kit: Pick<Kit<unknown>, 'product'>, request: Request, id: string): string | null {
  return readCookie(kit, request, own(kit, id))
}

/** Cookies ignore ports, so that the deployments of a demo on one host tell theirs apart by name. */
const own = ({ product }: Pick<Kit<unknown>, 'product'>, id: string) => `connect-${product.deployment}-${id}`
