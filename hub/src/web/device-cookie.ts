import type { Context } from 'hono'
import { DEVICE_LIFETIME } from '../devices/device.ts'
import { keepCookie, readCookie } from './own-cookie.ts'
import type { Site } from './site.ts'

const COOKIE = { name: 'lanyard_hub_device', lifetime: DEVICE_LIFETIME }

/** What the browser says that it is: its name for accounts that know it, worth nothing by itself. */
export function readDevice(c: Context, site: Pick<Site, 'hub'>): string | null {
  const value = readCookie(c, site, COOKIE) ?? ''
  return /^[A-Za-z0-9_-]{43}$/.test(value) ? value : null
}

export function keepDevice(c: Context, site: Pick<Site, 'hub'>, device: string): void {
  keepCookie(c, site, COOKIE, device)
}
