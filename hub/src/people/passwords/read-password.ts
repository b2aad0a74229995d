import { findPasswordFault, hashPassword, type PasswordOwner, SHORTEST_BESIDE_FACTOR } from '@lanyard/guard'
import { Refusal } from '../../refusal.ts'
import { refuseIfBusy } from './try-password.ts'

/** In letters. Beside the second factor that every account has. */
export const SHORTEST_PASSWORD = SHORTEST_BESIDE_FACTOR

/**
 * The hash of a password that a person has chosen; takes too long for a transaction.
 *
 * @throws {Refusal} `password_too_short` with `minimum`, `password_too_long` with `maximum`, `password_contains_name`,
 *   `password_common`, `too_busy`
 */
export async function readPassword(password: string, owner: PasswordOwner): Promise<string> {
  const fault = await findPasswordFault(password, owner, SHORTEST_PASSWORD)
  if (fault !== null) throw new Refusal(fault.code, fault.details)
  return refuseIfBusy(() => hashPassword(password))
}
