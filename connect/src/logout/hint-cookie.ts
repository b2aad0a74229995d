import { cookiesOf, isSecure } from '../attempt-cookies.ts'
import type { Kit } from '../kit.ts'
import { ROUTES } from '../paths.ts'

/** A browser drops a cookie of more than 4096 bytes; this leaves room for the name. Characters. */
const LONGEST = 3800

type Where = Pick<Kit<unknown>, 'product' | 'lifetimes'>

/**
 * Leaves the ID token of a sign-in with the person whom it names, for the one request that logs them out everywhere:
 * the hub knows the session by it and need not ask. It opens nothing, neither here nor there. A token that is too large,
 * or none, takes away what an earlier sign-in left.
 */
export function hintCookie(kit: Where, idToken: string | undefined): string {
  const isKept = idToken !== undefined && idToken.length <= LONGEST
  return isKept ? cookie(kit, idToken, kit.lifetimes.session) : clearHintCookie(kit)
}

export function clearHintCookie(kit: Pick<Kit<unknown>, 'product'>): string {
  return cookie(kit, '', 0)
}

export function readHintCookie(kit: Pick<Kit<unknown>, 'product'>, request: Request): string | null {
  return cookiesOf(request).get(nameOf(kit)) ?? null
}

/** Its path keeps it out of every other request; `__Host-`, which wants the path of all of them, is thereby ruled out. */
function cookie(kit: Pick<Kit<unknown>, 'product'>, value: string, seconds: number): string {
  const secure = isSecure(kit) ? '; Secure' : ''
  return `${nameOf(kit)}=${value}; Path=${ROUTES.logOut}; Max-Age=${seconds}; HttpOnly; SameSite=Strict${secure}`
}

const nameOf = (kit: Pick<Kit<unknown>, 'product'>) =>
  `${isSecure(kit) ? '__Secure-' : ''}connect-hint-${kit.product.deployment}`
