import { forShare } from '../db/for-share.ts'
import type { PsaDb, PsaSchema } from '../db/schema.ts'
import type { TenantId, UserId } from '../ids.ts'
import type { Invitation } from './invitation.ts'

export async function find(db: PsaDb, tenant: TenantId): Promise<Invitation> {
  const query = forShare(db, db.selectFrom('invitations').selectAll().where('tenant_id', '=', tenant))
  return toInvitation(await query.executeTakeFirst())
}

export async function invite(db: PsaDb, tenant: TenantId, at: number): Promise<void> {
  const invited = { invited_at: at, withdrawn_at: null, withdrawn_links: null }
  await db
    .insertInto('invitations')
    .values({ tenant_id: tenant, ...invited })
    .onConflict((conflict) => conflict.column('tenant_id').doUpdateSet(invited))
    .execute()
}

export async function withdraw(db: PsaDb, tenant: TenantId, links: 'kept' | 'ended', at: number): Promise<void> {
  await db
    .updateTable('invitations')
    .set({ withdrawn_at: at, withdrawn_links: links })
    .where('tenant_id', '=', tenant)
    .execute()
}

export interface InvitationRequest {
  readonly requestedBy: UserId
  readonly requestedAt: number
}

export async function findRequest(db: PsaDb, tenant: TenantId): Promise<InvitationRequest | null> {
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

export async function deleteRequestOf(db: PsaDb, user: UserId): Promise<void> {
  await db.deleteFrom('invitation_requests').where('requested_by', '=', user).execute()
}

export function listRequests(db: PsaDb) {
  return db
    .selectFrom('invitation_requests')
    .innerJoin('tenants', 'tenants.id', 'invitation_requests.tenant_id')
    .innerJoin('users', 'users.id', 'invitation_requests.requested_by')
    .select(['tenants.company', 'tenants.name', 'users.name as requestedBy', 'requested_at as requestedAt'])
    .orderBy('requested_at')
    .execute()
}

function toInvitation(row: PsaSchema['invitations'] | undefined): Invitation {
  if (!row) return { state: 'uninvited' }
  if (row.withdrawn_at === null || row.withdrawn_links === null) return { state: 'invited', at: row.invited_at }
  return { state: 'withdrawn', at: row.withdrawn_at, links: row.withdrawn_links }
}
