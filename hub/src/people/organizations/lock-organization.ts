import type { Kysely } from 'kysely'
import { locksRows } from '../../db/locks-rows.ts'
import type { Ledger } from '../../db/schema.ts'
import type { OrganizationId } from '../../ids.ts'

/**
 * Makes those who change an organization's members take turns until their commit.
 *
 * Two demotions at once would each still see the other master; and a link that becomes active while a member is being
 * deactivated would be missing from the feeds that hear of it ({@link holdMembers}).
 */
export async function lockMembers(db: Kysely<Ledger>, organization: OrganizationId): Promise<void> {
  await db
    .selectFrom('organizations')
    .select('id')
    .where('id', '=', organization)
    .$if(locksRows(db), (query) => query.forNoKeyUpdate())
    .execute()
}

/** Keeps an organization's members as they are until the commit; any number may hold them at once. */
export async function holdMembers(db: Kysely<Ledger>, organization: OrganizationId): Promise<void> {
  await db
    .selectFrom('organizations')
    .select('id')
    .where('id', '=', organization)
    .$if(locksRows(db), (query) => query.forShare())
    .execute()
}
