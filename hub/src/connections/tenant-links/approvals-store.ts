import type { Kysely } from 'kysely'
import type { Instant } from '../../clock.ts'
import { locksRows } from '../../db/locks-rows.ts'
import type { EndReason, Ledger } from '../../db/schema.ts'
import type { LinkId, MemberId, OrganizationId } from '../../ids.ts'

/**
 * Approvals of tenant links, as what members gave. Everything else about these rows is `connections/tenant-links`'; an
 * approval becomes an active link in one statement there, and only from the state that this one leaves.
 */

interface Ending {
  readonly at: Instant
  readonly by: 'hub'
  readonly reason: EndReason
}

interface EndedApproval {
  readonly id: LinkId
  readonly organization: OrganizationId | null
}

/** Ends every approval that these members gave, in the order in which others lock such rows. */
export async function endGivenBy(
  db: Kysely<Ledger>,
  givers: readonly MemberId[],
  { at, by, reason }: Ending,
): Promise<EndedApproval[]> {
  const given = await db
    .selectFrom('tenant_links')
    .select('id')
    .where('state', '=', 'approved')
    .where('approved_by', 'in', givers)
    .orderBy('id')
    .$if(locksRows(db), (query) => query.forUpdate())
    .execute()
  const ids = given.map(({ id }) => id)
  if (ids.length === 0) return []
  return db
    .updateTable('tenant_links')
    .set({ state: 'ended', ended_at: at, ended_by: by, end_reason: reason })
    .where('id', 'in', ids)
    .where('state', '=', 'approved')
    .returning(['id', 'organization'])
    .execute()
}
