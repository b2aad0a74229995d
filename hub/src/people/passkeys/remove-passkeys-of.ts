import type { Hub } from '../../hub.ts'
import type { AccountId } from '../../ids.ts'
import * as passkeys from './passkeys-store.ts'

/** For `removeFactors`: every passkey of an account. */
export async function removePasskeysOf(hub: Pick<Hub, 'db'>, account: AccountId): Promise<void> {
  await passkeys.removeOf(hub.db, account)
}
