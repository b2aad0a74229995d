import { inTransaction } from '@lanyard/storage'
import type { Company } from './people.ts'
import type { Rmm } from './rmm.ts'

/** For the suite's operator: who may use the hub is a fact of this deployment (A3). */

/** Inviting again undoes a withdrawal. @returns false where the company was invited before, which changes nothing */
export async function inviteCompany(rmm: Pick<Rmm, 'db'>, { id }: Company): Promise<boolean> {
  const change = { feature: 'on', invitation_requested_at: null } as const
  const query = rmm.db.updateTable('tenants').set(change).where('id', '=', id)
  const waits = query.where((eb) => eb.or([eb('feature', '!=', 'on'), eb('invitation_requested_at', 'is not', null)]))
  return (await waits.executeTakeFirst()).numUpdatedRows > 0n
}

/**
 * Takes an invitation back: nothing new is linked, and a link that is still connecting ends. With `endLinks`, no one logs in by a link either, and the
 * sessions begun through the hub end in the same commit. What is withdrawn is withdrawn further, and never back.
 *
 * @returns how many sessions ended; null where nothing was left to withdraw, which changes nothing
 */
export async function withdrawInvitation(
  { db, signOn }: Pick<Rmm, 'db' | 'signOn'>,
  { id }: Company,
  { endLinks }: { readonly endLinks: boolean },
): Promise<number | null> {
  return inTransaction({ db }, async ({ db: tx }) => {
    const [feature, before] = endLinks
      ? (['off', ['on', 'no_new_links']] as const)
      : (['no_new_links', ['on']] as const)
    const query = tx.updateTable('tenants').set({ feature }).where('id', '=', id).where('feature', 'in', before)
    if ((await query.executeTakeFirst()).numUpdatedRows === 0n) return null
    await signOn.endConnecting(tx, { tenantId: id }, 'operator')
    return endLinks ? signOn.endTenantSessions(tx, id, 'operator') : 0
  })
}

/** Who waits for an invitation, the longest first. */
export async function listInvitationRequests(rmm: Pick<Rmm, 'db'>) {
  return rmm.db
    .selectFrom('tenants')
    .select(['company', 'name', 'invitation_requested_at as requestedAt'])
    .where('invitation_requested_at', 'is not', null)
    .orderBy('invitation_requested_at')
    .execute()
}
