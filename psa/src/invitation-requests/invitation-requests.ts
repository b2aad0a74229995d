import type { PsaDb } from '../db/schema.ts'
import type { TenantId, UserId } from '../ids.ts'
import type { Psa } from '../psa.ts'

export interface InvitationRequest {
  readonly requestedBy: UserId
  readonly requestedAt: number
}

export async function findInvitationRequest(
  { db }: Pick<Psa, 'db'>,
  tenant: TenantId,
): Promise<InvitationRequest | null> {
  const row = await db.selectFrom('invitation_requests').selectAll().where('tenant_id', '=', tenant).executeTakeFirst()
  return row ? { requestedBy: row.requested_by, requestedAt: row.requested_at } : null
}

/** False where it is requested already: the first one stays. */
export async function insertRequest(db: PsaDb, tenant: TenantId, by: UserId, at: number): Promise<boolean> {
  const row = await db
    .insertInto('invitation_requests')
    .values({ tenant_id: tenant, requested_by: by, requested_at: at })
    .onConflict((conflict) => conflict.column('tenant_id').doNothing())
    .returning('tenant_id')
    .executeTakeFirst()
  return row !== undefined
}

export async function deleteRequest(db: PsaDb, tenant: TenantId): Promise<void> {
  await db.deleteFrom('invitation_requests').where('tenant_id', '=', tenant).execute()
}

/**
 * Deletes what a person requested as an admin, in the commit in which they stop being one: the operator answers no former
 * admin, and a present one may request it.
 */
export async function deleteRequestsOf(db: PsaDb, user: UserId): Promise<void> {
  await db.deleteFrom('invitation_requests').where('requested_by', '=', user).execute()
}

/** Who waits for an invitation, the longest first: what reaches the operator (A3). */
export function listInvitationRequests({ db }: Pick<Psa, 'db'>) {
  return db
    .selectFrom('invitation_requests')
    .innerJoin('tenants', 'tenants.id', 'invitation_requests.tenant_id')
    .innerJoin('users', 'users.id', 'invitation_requests.requested_by')
    .select(['tenants.company', 'tenants.name', 'users.name as requestedBy', 'requested_at as requestedAt'])
    .orderBy('requested_at')
    .execute()
}
