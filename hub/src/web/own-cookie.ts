import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { SECOND } from '../clock.ts'
import type { Site } from './site.ts'

type Needs = Pick<Site, 'hub'>

/** A cookie of the hub's own pages; no script reads it. */
export interface OwnCookie {
  readonly name: string
  /** Milliseconds. */
  readonly lifetime: number
}

export function keepCookie(c: Context, site: Needs, { name, lifetime }: OwnCookie, value: string): void {
  const options = { path: '/', httpOnly: true, sameSite: 'Lax', maxAge: lifetime / SECOND } as const
  setCookie(c, name, value, { ...options, ...bindingOf(site) })
}

export function readCookie(c: Context, site: Needs, { name }: OwnCookie): string | null {
  return getCookie(c, name, bindingOf(site).prefix) ?? null
}

/** Reads it, and takes it off the browser. */
export function takeCookie(c: Context, site: Needs, cookie: OwnCookie): string | null {
  const value = readCookie(c, site, cookie)
  if (value !== null) deleteCookie(c, cookie.name, { path: '/', ...bindingOf(site) })
  return value
}

/** As a browser sends it. */
export function nameOfCookie(site: Needs, { name }: Pick<OwnCookie, 'name'>): string {
  return bindingOf(site).prefix === 'host' ? `__Host-${name}` : name
}

/** Over https it is bound to this host (`__Host-`), so that no neighbour plants one (T39). */
function bindingOf({ hub }: Needs): { readonly secure: boolean; readonly prefix?: 'host' } {
  return hub.config.issuer.startsWith('https:') ? { secure: true, prefix: 'host' } : { secure: false }
}
