import type { UserId } from '../ids.ts'
import type { Psa } from '../psa.ts'
import * as passwords from './password-store.ts'

/** @param hash from `readPassword`, which takes too long for a transaction */
export async function setPassword(
  psa: Pick<Psa, 'db' | 'now'>,
  { user, hash }: { user: UserId; hash: string },
): Promise<void> {
  const now = psa.now()
  await passwords.put(psa.db, user, hash, now)
  await passwords.consumeAllResets(psa.db, user, now)
}
