import type { PsaConfig } from './config.ts'

/** What a cookie's name and reach depend on. */
export type CookieConfig = Pick<PsaConfig, 'origin' | 'deployment'>

/**
 * A cookie of this deployment. Cookies take no notice of ports, so that each deployment has names of its own; over https
 * the `__Host-` prefix keeps other hosts of the domain from setting it (T39). `Lax`, so that the browser is known again
 * when it comes back from the hub.
 *
 * @param seconds 0 makes the browser forget it
 */
export function cookie(where: CookieConfig, name: string, value: string, seconds: number): string {
  const secure = isSecure(where) ? '; Secure' : ''
  return `${nameOf(where, name)}=${value}; Max-Age=${seconds}; Path=/; HttpOnly; SameSite=Lax${secure}`
}

/** The cookie's value; the first one where a browser sends several. */
export function readCookie(where: CookieConfig, request: Request, name: string): string | null {
  const start = `${nameOf(where, name)}=`
  const cookies = (request.headers.get('cookie') ?? '').split(';').map((cookie) => cookie.trim())
  return cookies.find((cookie) => cookie.startsWith(start))?.slice(start.length) ?? null
}

/** The cookie that an answer gives the browser, as the browser sends it; empty where it takes it away; null for neither. */
export function findSetCookie(where: CookieConfig, answer: Response, name: string): string | null {
  const start = `${nameOf(where, name)}=`
  const pair = answer.headers
    .getSetCookie()
    .findLast((line) => line.startsWith(start))
    ?.split(';')[0]
  if (pair === undefined) return null
  return pair === start ? '' : pair
}

function nameOf(where: CookieConfig, name: string): string {
  return `${isSecure(where) ? '__Host-' : ''}${where.deployment}-${name}`
}

function isSecure({ origin }: CookieConfig): boolean {
  return origin.startsWith('https:')
}
