import { readBrowserCookie } from '@lanyard/guard'
import type { Context } from 'hono'
import { DEVICE_LIFETIME } from '../people/devices/device.ts'
import { keepCookie, readCookie } from './own-cookie.ts'
import type { Site } from './site.ts'

const COOKIE = { name: 'lanyard_hub_device', lifetime: DEVICE_LIFETIME }

/** What the browser says that it is: its name for accounts that know it, worth nothing by itself. */
export function readDevice(c: Context, site: Pick<Site, 'hub'>): string | null {
  return readBrowserCookie(readCookie(c, site, COOKIE))
}

export function keepDevice(c: Context, site: Pick<Site, 'hub'>, device: string): void {
  keepCookie(c, site, COOKIE, device)
}
