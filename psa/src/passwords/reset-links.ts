import type { UserId } from '../ids.ts'
import type { Psa } from '../psa.ts'
import * as passwords from './password-store.ts'

/** Links that were mailed to a person open nothing from the caller's commit on, whatever is given back to the person later. */
export function voidResetLinks({ db, now }: Pick<Psa, 'db' | 'now'>, user: UserId): Promise<void> {
  return passwords.consumeAllResets(db, user, now())
}
