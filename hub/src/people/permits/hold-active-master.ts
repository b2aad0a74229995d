import type { Kysely } from 'kysely'
import { locksRows } from '../../db/locks-rows.ts'
import type { Ledger } from '../../db/schema.ts'
import type { MemberId, OrganizationId } from '../../ids.ts'

/** Whether this is an active master of the organization, who then stays one until the commit. */
export async function holdActiveMaster(
  db: Kysely<Ledger>,
  id: MemberId,
  organization: OrganizationId | null,
): Promise<boolean> {
  const row = await db
    .selectFrom('members')
    .innerJoin('organizations', 'organizations.id', 'members.organization')
    .select(['members.organization', 'members.role', 'members.status', 'organizations.suspended_at'])
    .where('members.id', '=', id)
    .$if(locksRows(db), (query) => query.forShare(['members', 'organizations']))
    .executeTakeFirst()
  if (row === undefined || row.organization !== organization) return false
  return row.status === 'active' && row.role === 'master' && row.suspended_at === null
}
