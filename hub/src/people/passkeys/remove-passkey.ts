import type { Hub } from '../../hub.ts'
import type { PasskeyId } from '../../ids.ts'
import * as passkeys from './passkeys-store.ts'

/** For `removeFactor`, which knows whose it is and what remains. */
export async function removePasskey(hub: Pick<Hub, 'db'>, id: PasskeyId): Promise<void> {
  await passkeys.remove(hub.db, id)
}
