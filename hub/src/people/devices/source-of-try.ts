import * as guard from '@lanyard/guard'
import type { Hub } from '../../hub.ts'
import type { AccountId } from '../../ids.ts'
import { devicesOf } from './device.ts'

/**
 * Where a try at an account's secret is counted: at the browser, where the account knows it, else at the place (T34).
 *
 * @param attempt.device value of the browser's cookie
 * @param attempt.source the place that the try comes from
 */
export async function sourceOfTry(
  hub: Pick<Hub, 'db' | 'now'>,
  { account, device, source }: { account: AccountId | null; device: string | null; source: string },
): Promise<string> {
  return guard.sourceOfTry(devicesOf(hub), { account, browser: device, place: source })
}
