import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { SECOND } from '../clock.ts'
import { DEVICE_LIFETIME } from '../devices/device.ts'
import type { Site } from './site.ts'

type Needs = Pick<Site, 'hub'>

/** What the browser says that it is: its name for accounts that know it, worth nothing by itself. */
export function readDevice(c: Context, site: Needs): string | null {
  const value = getCookie(c, cookieName(site)) ?? ''
  return /^[A-Za-z0-9_-]{43}$/.test(value) ? value : null
}

/** Over https the cookie is bound to this host, so that no neighbour plants one (T39). */
export function keepDevice(c: Context, site: Needs, device: string): void {
  setCookie(c, cookieName(site), device, {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    secure: isSecure(site),
    maxAge: DEVICE_LIFETIME / SECOND,
  })
}

function cookieName(site: Needs): string {
  return isSecure(site) ? '__Host-lanyard_hub_device' : 'lanyard_hub_device'
}

function isSecure({ hub }: Needs): boolean {
  return hub.config.issuer.startsWith('https:')
}
