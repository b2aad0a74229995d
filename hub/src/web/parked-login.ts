import type { Context } from 'hono'
import { BEFOREHAND } from '../people/ceremonies/advance.ts'
import { keepCookie, takeCookie } from './own-cookie.ts'
import type { Site } from './site.ts'

const COOKIE = { name: 'lanyard_hub_parked', lifetime: BEFOREHAND }

/**
 * Gives this browser what {@link takeParkedLogIn} takes at its next login.
 *
 * A sealed cookie that names the account would do without a row, but could be used again until it lapses; this one holds
 * a mere token, whose row is taken once.
 */
export function parkLogIn(c: Context, site: Pick<Site, 'hub'>, token: string): void {
  keepCookie(c, site, COOKIE, token)
}

/** @returns the token, once; null where nothing is parked */
export function takeParkedLogIn(c: Context, site: Pick<Site, 'hub'>): string | null {
  return takeCookie(c, site, COOKIE)
}
