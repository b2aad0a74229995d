import { forgetBrowsers, pruneBrowsers } from '@lanyard/guard'
import type { Kysely } from 'kysely'
import type { Ledger } from '../../db/schema.ts'
import type { Hub } from '../../hub.ts'
import type { AccountId } from '../../ids.ts'
import { devicesOf } from './device.ts'

/** No browser is known to the account any more, in the caller's transaction. */
export async function forgetDevices(db: Kysely<Ledger>, account: AccountId): Promise<void> {
  await forgetBrowsers({ db, table: 'devices' }, account)
}

/** Forgets browsers that an account was not logged in with for a year, but for the newest one of each account. */
export async function pruneDevices(hub: Pick<Hub, 'db' | 'now'>, signal?: AbortSignal): Promise<void> {
  await pruneBrowsers(devicesOf(hub), signal)
}
