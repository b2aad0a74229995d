import { checkPassword, type PasswordOwner } from './check-password.ts'
import { hashPassword } from './hash-password.ts'

/**
 * The hash of a password that somebody has chosen; takes too long for a transaction.
 *
 * @throws {Refusal} those of {@link checkPassword}
 */
export async function readPassword(password: string, owner: PasswordOwner): Promise<string> {
  await checkPassword(password, owner)
  return hashPassword(password)
}
