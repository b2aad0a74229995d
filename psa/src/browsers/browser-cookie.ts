import { BROWSER_LIFETIME, readBrowserCookie } from '@lanyard/guard'
import type { PsaConfig } from '../config.ts'

type Where = Pick<PsaConfig, 'origin' | 'deployment'>

/** As for a session's: a name for each deployment, and over https one that no other host of the domain can set (T39). */
const nameOf = ({ origin, deployment }: Where) => `${isSecure(origin) ? '__Host-' : ''}${deployment}-browser`

/** By it an account that was logged in to with this browser knows it again; it opens nothing. */
export function browserCookie(where: Where, value: string): string {
  const secure = isSecure(where.origin) ? '; Secure' : ''
  return `${nameOf(where)}=${value}; Max-Age=${BROWSER_LIFETIME / 1000}; Path=/; HttpOnly; SameSite=Lax${secure}`
}

/** Null where the browser has none that was made here. */
export function browserOf(where: Where, request: Request): string | null {
  const name = `${nameOf(where)}=`
  const cookies = (request.headers.get('cookie') ?? '').split(';').map((cookie) => cookie.trim())
  return readBrowserCookie(cookies.find((cookie) => cookie.startsWith(name))?.slice(name.length))
}

function isSecure(origin: string): boolean {
  return origin.startsWith('https:')
}
