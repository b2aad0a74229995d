import type { Hub } from '../../hub.ts'
import type { AccountId } from '../../ids.ts'
import type { Passkey } from './passkey.ts'
import * as passkeys from './passkeys-store.ts'

/** Oldest first. */
export async function listPasskeys(hub: Pick<Hub, 'db'>, account: AccountId): Promise<readonly Passkey[]> {
  return passkeys.list(hub.db, account)
}
