import type { Kysely } from 'kysely'
import type { ConnectTables } from './tables.ts'

/**
 * What ties a database to its hub and deployment: tenants connected, and ends that the hub has not acknowledged.
 *
 * @example
 * import { findHindrances } from '@lanyard/connect/kysely'
 *
 * async function mayMove(db: Parameters<typeof findHindrances>[0]) {
 *   const { links, owedEnds } = await findHindrances(db)
 *   return links + owedEnds === 0
 * }
 * assert.equal(mayMove.length, 1)
 */
export async function findHindrances(
  db: Kysely<ConnectTables>,
): Promise<{ readonly links: number; readonly owedEnds: number }> {
  const links = await db
    .selectFrom('connect_tenant_links')
    .select(({ fn }) => fn.countAll().as('count'))
    .where('state', 'in', ['pending', 'active'])
    .executeTakeFirstOrThrow()
  const owed = await db
    .selectFrom('connect_owed_ends')
    .select(({ fn }) => fn.countAll().as('count'))
    .where('acknowledged_at', 'is', null)
    .executeTakeFirstOrThrow()
  return { links: Number(links.count), owedEnds: Number(owed.count) }
}

/**
 * For a copy of a database that gets another hub or another deployment: forgets every link and session, and tells no
 * hub, because they are the original's. What was written down and what tenants chose stays.
 *
 * @example
 * import { forgetHub } from '@lanyard/connect/kysely'
 *
 * // In the copy alone, before it starts.
 * const prepareCopy = (db: Parameters<typeof forgetHub>[0]) => forgetHub(db)
 * assert.equal(prepareCopy.length, 1)
 */
export async function forgetHub(db: Kysely<ConnectTables>): Promise<void> {
  for (const table of OF_THE_HUB) await db.deleteFrom(table).execute()
}

const OF_THE_HUB = [
  'connect_attempts',
  'connect_product_sessions',
  'connect_user_links',
  'connect_link_reports',
  'connect_owed_ends',
  'connect_tenant_links',
  'connect_hub_cursor',
  'connect_member_epochs',
  'connect_hub_sessions',
  'connect_subject_ends',
  'connect_logout_tokens',
] as const satisfies readonly (keyof ConnectTables)[]
