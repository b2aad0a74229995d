import { lockUser } from '../db/lock-user.ts'
import type { UserId } from '../ids.ts'
import type { Psa } from '../psa.ts'
import * as passwords from './password-store.ts'
import { voidResetLinks } from './reset-links.ts'

/** @param hash from `readPassword`, which takes too long for a transaction */
export async function setPassword(
  psa: Pick<Psa, 'db' | 'now'>,
  { user, hash }: { user: UserId; hash: string },
): Promise<void> {
  const now = psa.now()
  // Before the new hash: a login that began with the former one is whole by now, or sees that it is no longer the one.
  await lockUser(psa.db, user)
  await passwords.put(psa.db, user, hash, now)
  await voidResetLinks(psa.db, user, now)
}
