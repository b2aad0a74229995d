import { pruneBrowsers } from '@lanyard/guard'
import type { Hub } from '../../hub.ts'
import { devicesOf } from './device.ts'

/** Forgets browsers that an account was not logged in with for a year, but for the newest one of each account. */
export async function pruneDevices(hub: Pick<Hub, 'db' | 'now'>, signal?: AbortSignal): Promise<void> {
  await pruneBrowsers(devicesOf(hub), signal)
}
