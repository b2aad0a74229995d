import type { Hub } from '../../hub.ts'
import type { PasskeyId } from '../../ids.ts'
import * as passkeys from './passkeys-store.ts'

/** For `renameFactor`, which knows whose it is. */
export async function renamePasskey(hub: Pick<Hub, 'db'>, id: PasskeyId, name: string | null): Promise<void> {
  await passkeys.rename(hub.db, id, name)
}
