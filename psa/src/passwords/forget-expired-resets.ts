import type { Psa } from '../psa.ts'
import * as passwords from './password-store.ts'

/** Removes links that no longer open anything. */
export function forgetExpiredResets(psa: Pick<Psa, 'db' | 'now'>, signal?: AbortSignal): Promise<void> {
  return passwords.deleteExpiredResets(psa.db, psa.now(), signal)
}
