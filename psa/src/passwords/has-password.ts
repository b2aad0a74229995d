import type { UserId } from '../ids.ts'
import type { Psa } from '../psa.ts'
import * as passwords from './password-store.ts'

/** Can the user log in without the hub? Having a password is a fact, not an assumption. */
export async function hasPassword(psa: Pick<Psa, 'db'>, user: UserId): Promise<boolean> {
  return (await passwords.findHash(psa.db, user)) !== null
}

/** Those of the users who have no password. */
export async function withoutPassword(psa: Pick<Psa, 'db'>, users: readonly UserId[]): Promise<UserId[]> {
  const owners = await passwords.findOwners(psa.db, users)
  return users.filter((user) => !owners.has(user))
}
