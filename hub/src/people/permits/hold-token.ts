import type { Kysely } from 'kysely'
import { locksRows } from '../../db/locks-rows.ts'
import type { Ledger } from '../../db/schema.ts'
import type { OrganizationId, ProvisioningTokenId } from '../../ids.ts'
import { Refusal } from '../../refusal.ts'

/**
 * The organization of a directory's token that has not ended, and does not before the commit that relies on it.
 *
 * @throws {Refusal} `provisioning_refused`
 */
export async function holdToken(db: Kysely<Ledger>, id: ProvisioningTokenId): Promise<OrganizationId> {
  const row = await db
    .selectFrom('provisioning_tokens')
    .select(['organization', 'ended_at'])
    .where('id', '=', id)
    .$if(locksRows(db), (query) => query.forShare())
    .executeTakeFirst()
  if (row === undefined || row.ended_at !== null) throw new Refusal('provisioning_refused')
  return row.organization
}
