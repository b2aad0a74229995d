import type { UserId } from '../ids.ts'
import type { Psa } from '../psa.ts'
import * as invitations from '../invitations/invitation-store.ts'

/**
 * Drops what a person asked of the operator as an admin, in the commit in which they stop being one: the operator answers
 * no former admin, and a present one may ask.
 */
export async function forgetRequestOf(psa: Pick<Psa, 'db'>, user: UserId): Promise<void> {
  await invitations.deleteRequestOf(psa.db, user)
}
