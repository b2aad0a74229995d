import type { Hub } from '../../hub.ts'
import type { AccountId } from '../../ids.ts'
import { removePasskeysOf } from '../passkeys/passkeys.ts'
import * as authenticators from './authenticators-store.ts'
import { removeCodes } from './recovery-codes.ts'

/** Takes every second factor of an account away, recovery codes included, in the caller's transaction. */
export async function removeFactors(hub: Pick<Hub, 'db'>, account: AccountId): Promise<void> {
  await authenticators.removeOf(hub.db, account)
  await removePasskeysOf(hub.db, account)
  await removeCodes(hub.db, account)
}
