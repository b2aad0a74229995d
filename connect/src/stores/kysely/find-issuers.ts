import type { Kysely } from 'kysely'
import type { ConnectTables } from './tables.ts'

/**
 * The issuers under which the kit's tables hold tenants connected, of whatever version the tables are: whose hub a
 * database belongs to that says nothing else of it.
 *
 * @example
 * import { findIssuers } from '@lanyard/connect/kysely'
 *
 * async function isOf(db: Parameters<typeof findIssuers>[0], issuer: string) {
 *   const known = await findIssuers(db)
 *   return known.every((one) => one === issuer)
 * }
 * assert.equal(isOf.length, 2)
 */
export async function findIssuers(db: Kysely<ConnectTables>): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('connect_tenant_links')
    .select('issuer')
    .distinct()
    .where('state', 'in', ['pending', 'active'])
    .orderBy('issuer')
    .execute()
  return rows.map(({ issuer }) => issuer)
}
