import { BROWSER_LIFETIME } from '@lanyard/guard'
import type { Hub } from '../../hub.ts'

/** Milliseconds after which a browser that an account was not logged in with is a stranger again. */
export const DEVICE_LIFETIME = BROWSER_LIFETIME

/** Where the hub keeps the browsers that accounts know. */
export function devicesOf({ db, now }: Pick<Hub, 'db' | 'now'>) {
  return { db, table: 'devices' as const, now }
}
