import { forShare } from '../db/for-share.ts'
import type { PsaSchema } from '../db/schema.ts'
import type { TenantId } from '../ids.ts'
import type { Psa } from '../psa.ts'
import type { Invitation } from './invitation.ts'

/** Inside a transaction the row is held as it is until the commit. */
export async function findInvitation({ db }: Pick<Psa, 'db'>, tenant: TenantId): Promise<Invitation> {
  const query = forShare(db, db.selectFrom('invitations').selectAll().where('tenant_id', '=', tenant))
  return toInvitation(await query.executeTakeFirst())
}

function toInvitation(row: PsaSchema['invitations'] | undefined): Invitation {
  if (!row) return { state: 'uninvited' }
  if (row.withdrawn_at === null || row.withdrawn_links === null) return { state: 'invited', at: row.invited_at }
  return { state: 'withdrawn', at: row.withdrawn_at, links: row.withdrawn_links }
}
