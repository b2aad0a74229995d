import { inTransaction } from '@lanyard/storage'
import type { Company } from './people.ts'
import type { Rmm } from './rmm.ts'

/** For the suite's operator: who may use the hub is a fact of this deployment (A3). */

export async function findCompanyByName(rmm: Pick<Rmm, 'db'>, company: string): Promise<Company | null> {
  const query = rmm.db.selectFrom('tenants').selectAll().where('company', '=', company.trim().toLowerCase())
  return (await query.executeTakeFirst()) ?? null
}

/** Inviting again undoes a withdrawal. */
export async function inviteCompany(rmm: Pick<Rmm, 'db'>, { id }: Company): Promise<void> {
  const change = { feature: 'on', invitation_requested_at: null } as const
  await rmm.db.updateTable('tenants').set(change).where('id', '=', id).execute()
}

/**
 * Takes an invitation back: nothing new is linked. With `endLinks`, nobody logs in by a link either, and the
 * sessions begun through the hub end in the same commit.
 *
 * @returns how many sessions ended
 */
export async function withdrawInvitation(
  { db, signOn }: Pick<Rmm, 'db' | 'signOn'>,
  { id }: Company,
  { endLinks }: { readonly endLinks: boolean },
): Promise<number> {
  return inTransaction({ db }, async ({ db: tx }) => {
    const feature = endLinks ? 'off' : 'no_new_links'
    await tx.updateTable('tenants').set({ feature }).where('id', '=', id).execute()
    return endLinks ? signOn.endTenantSessions(tx, id) : 0
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
