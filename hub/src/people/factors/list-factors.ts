import type { Hub } from '../../hub.ts'
import type { AccountId } from '../../ids.ts'
import { listPasskeys } from '../passkeys/passkeys.ts'
import * as authenticators from './authenticators-store.ts'
import type { Factor } from './factor.ts'

/** Every app and passkey of an account, oldest first. */
export async function listFactors(hub: Pick<Hub, 'db'>, account: AccountId): Promise<readonly Factor[]> {
  const apps = (await authenticators.listFacts(hub.db, account)).map(({ id, name, addedAt, lastUsedAt }): Factor => ({
    id,
    kind: 'authenticator',
    name,
    addedAt: addedAt ?? 0,
    lastUsedAt,
  }))
  const passkeys = (await listPasskeys(hub.db, account)).map(
    ({ id, isSynced, name, createdAt, lastUsedAt }): Factor => ({
      id,
      kind: isSynced ? 'synced_passkey' : 'passkey',
      name,
      addedAt: createdAt,
      lastUsedAt,
    }),
  )
  return [...apps, ...passkeys].toSorted((one, other) => one.addedAt - other.addedAt)
}

/** Has this person a second factor? Who has none enrols before anything else (A7). */
export async function hasSecondFactor(hub: Pick<Hub, 'db'>, account: AccountId): Promise<boolean> {
  return (await listFactors(hub, account)).length > 0
}
