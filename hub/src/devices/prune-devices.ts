import type { Hub } from '../hub.ts'
import { DEVICE_LIFETIME } from './device.ts'
import * as devices from './devices-store.ts'

/**
 * Forgets browsers that an account was not logged in with for a year. The newest one stays, so that a log-in after years
 * is still told of as one from a new device, and not taken for the first.
 */
export async function pruneDevices(hub: Pick<Hub, 'db' | 'now'>): Promise<void> {
  await devices.prune(hub.db, hub.now() - DEVICE_LIFETIME)
}
