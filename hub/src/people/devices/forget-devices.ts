import { forgetBrowsers } from '@lanyard/guard'
import type { Kysely } from 'kysely'
import type { Ledger } from '../../db/schema.ts'
import type { AccountId } from '../../ids.ts'

/** No browser is known to the account any more, in the caller's transaction. */
export async function forgetDevices(db: Kysely<Ledger>, account: AccountId): Promise<void> {
  await forgetBrowsers({ db, table: 'devices' }, account)
}
