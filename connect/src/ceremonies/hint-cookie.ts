import { cookiesOf, isSecure } from '../http/cookies.ts'
import { ROUTES } from '../http/paths.ts'
import type { Kit } from '../kit.ts'

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
  return isKept ? cookie(hintOf(kit), idToken, kit.lifetimes.session) : clearHintCookie(kit)
}

export function clearHintCookie(kit: Pick<Kit<unknown>, 'product'>): string {
  return cookie(hintOf(kit), '', 0)
}

export function readHintCookie(kit: Pick<Kit<unknown>, 'product'>, request: Request): string | null {
  return cookiesOf(request).get(hintOf(kit).name) ?? null
}

/**
 * The ID token of a sign-in that waits for the answer to "Continue as …?": until then it is no one's session here. One
 * cookie for all of them, with the attempt's name, because a request has no room for many.
 *
 * @returns none for what is too large
 */
export function waitingHintCookies(kit: Where, attemptId: string, idToken: string): readonly string[] {
  if (idToken.length > LONGEST) return []
  return [cookie(waitingOf(kit), `${attemptId}~${idToken}`, kit.lifetimes.attempt)]
}

export function clearWaitingHintCookie(kit: Pick<Kit<unknown>, 'product'>): string {
  return cookie(waitingOf(kit), '', 0)
}

/** @returns null where it is another attempt's */
export function readWaitingHint(
  kit: Pick<Kit<unknown>, 'product'>,
  request: Request,
  attemptId: string,
): string | null {
  const value = cookiesOf(request).get(waitingOf(kit).name) ?? ''
  return value.startsWith(`${attemptId}~`) ? value.slice(attemptId.length + 1) : null
}

interface Kept {
  readonly name: string
  /** Keeps it out of every other request; `__Host-`, which wants the path of all of them, is therefore ruled out. */
  readonly path: string
  readonly secure: boolean
}

function cookie({ name, path, secure }: Kept, value: string, seconds: number): string {
  return `${name}=${value}; Path=${path}; Max-Age=${seconds}; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`
}

const hintOf = (kit: Pick<Kit<unknown>, 'product'>) => kept(kit, 'hint', ROUTES.logOut)
const waitingOf = (kit: Pick<Kit<unknown>, 'product'>) => kept(kit, 'waiting-hint', ROUTES.choice)

function kept(kit: Pick<Kit<unknown>, 'product'>, what: string, path: string): Kept {
  const secure = isSecure(kit)
  return { name: `${secure ? '__Secure-' : ''}connect-${what}-${kit.product.deployment}`, path, secure }
}
