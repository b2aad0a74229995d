import type { UserId } from '../ids.ts'
import type { Psa } from '../psa.ts'
import { hashPassword } from './password.ts'
import * as passwords from './password-store.ts'

/** @throws {Refusal} `password_too_short`, `password_too_long` */
export async function setPassword(
  psa: Pick<Psa, 'db' | 'now'>,
  { user, password }: { user: UserId; password: string },
): Promise<void> {
  const hash = await hashPassword(password)
  const now = psa.now()
  await passwords.put(psa.db, user, hash, now)
  await passwords.consumeAllResets(psa.db, user, now)
}
