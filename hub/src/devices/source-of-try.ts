import { knownBrowser } from '@lanyard/guard'
import type { Hub } from '../hub.ts'
import type { AccountId } from '../ids.ts'
import { hashToken } from '../secrets/hash-token.ts'
import { DEVICE_LIFETIME } from './device.ts'
import * as devices from './devices-store.ts'

/**
 * Where a try at an account's secret is counted: at the browser, where the account knows it, so that no stranger can use
 * up its owner's tries (T34); else at the place. A cookie that is forged, or another account's, is none. Nobody's account
 * takes the same look.
 *
 * @param attempt.device value of the browser's cookie
 * @param attempt.source the place that the try comes from
 */
export async function sourceOfTry(
  hub: Pick<Hub, 'db' | 'now'>,
  attempt: { readonly account: AccountId | null; readonly device: string | null; readonly source: string },
): Promise<string> {
  if (attempt.device === null) return attempt.source
  const hash = hashToken(attempt.device)
  const known = await devices.find(hub.db, hash, attempt.account, hub.now() - DEVICE_LIFETIME)
  return known === null ? attempt.source : knownBrowser(hash)
}
