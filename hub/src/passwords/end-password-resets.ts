import type { Hub } from '../hub.ts'
import type { AccountId } from '../ids.ts'

/** Voids every mailed link that would set the account's password, in the transaction of whoever calls (T11). */
export async function endPasswordResets(hub: Pick<Hub, 'db' | 'now'>, account: AccountId): Promise<void> {
  await hub.db
    .updateTable('password_resets')
    .set({ ended_at: hub.now() })
    .where('account', '=', account)
    .where('ended_at', 'is', null)
    .execute()
}
