import type { PsaConfig } from '../config.ts'
import { SESSION_LIFETIME } from './session.ts'

type Where = Pick<PsaConfig, 'origin' | 'deployment'>

/**
 * Cookies take no notice of ports, so that each deployment has a name of its own. Over https the `__Host-` prefix
 * keeps other hosts of the domain from setting it (T39).
 */
function cookieName({ origin, deployment }: Where): string {
  return isSecure(origin) ? `__Host-${deployment}-session` : `${deployment}-session`
}

export function sessionCookie(where: Where, value: string): string {
  return `${cookieName(where)}=${value}; Max-Age=${SESSION_LIFETIME}; ${attributes(where)}`
}

/** Makes the browser forget its session. */
export function endedSessionCookie(where: Where): string {
  return `${cookieName(where)}=; Max-Age=0; ${attributes(where)}`
}

/** The cookie's value; the first one where a browser sends several. */
export function readSessionCookie(where: Where, request: Request): string | null {
  const name = `${cookieName(where)}=`
  const cookies = (request.headers.get('cookie') ?? '').split(';').map((cookie) => cookie.trim())
  return cookies.find((cookie) => cookie.startsWith(name))?.slice(name.length) ?? null
}

/** `Lax`, so that the browser is known again when it comes back from the hub. */
function attributes({ origin }: Where): string {
  return `Path=/; HttpOnly; SameSite=Lax${isSecure(origin) ? '; Secure' : ''}`
}

function isSecure(origin: string): boolean {
  return origin.startsWith('https:')
}
