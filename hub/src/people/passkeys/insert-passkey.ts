import type { Hub } from '../../hub.ts'
import type { Passkey } from './passkey.ts'
import * as passkeys from './passkeys-store.ts'

/** For `addPasskey`. @returns false where an account has that credential already: the unique index decides */
export async function insertPasskey(hub: Pick<Hub, 'db'>, passkey: Passkey): Promise<boolean> {
  return passkeys.insert(hub.db, passkey)
}
