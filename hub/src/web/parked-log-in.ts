import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { MINUTE, SECOND } from '../clock.ts'
import { routes } from './routes.ts'
import type { Site } from './site.ts'

const COOKIE = 'lanyard_hub_parked'

/**
 * Gives this browser what {@link takeParkedLogIn} takes at its next log-in.
 *
 * A sealed cookie that names the account would do without a row, but could be used again until it lapses; this one holds
 * a mere token, whose row is taken once.
 */
export function parkLogIn(c: Context, { hub }: Pick<Site, 'hub'>, token: string): void {
  setCookie(c, COOKIE, token, {
    path: routes.login,
    httpOnly: true,
    sameSite: 'Lax',
    secure: hub.config.issuer.startsWith('https:'),
    maxAge: (2 * MINUTE) / SECOND,
  })
}

export function takeParkedLogIn(c: Context): string | null {
  const token = getCookie(c, COOKIE)
  if (token === undefined) return null
  deleteCookie(c, COOKIE, { path: routes.login })
  return token
}
