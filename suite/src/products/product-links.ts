import type { Kysely } from 'kysely'
import type { ConnectTables } from '@lanyard/connect/kysely'

/** A tenant link as a product's database has it. */
export interface ProductLink {
  readonly id: string
  /** The company, as the product calls it. */
  readonly tenant: string
  readonly organization: string
  readonly state: 'pending' | 'active' | 'ended'
  /** The product ended it and the hub has not acknowledged that. */
  readonly endOwed: boolean
  /** People who sign in by it. */
  readonly users: readonly string[]
}

/** Links that a product holds, and those whose end it still owes the hub. */
export async function listProductLinks(
  db: Kysely<ConnectTables>,
  nameOf: (tenantId: string) => Promise<string>,
): Promise<readonly ProductLink[]> {
  const links = await db
    .selectFrom('connect_tenant_links as link')
    .leftJoin('connect_owed_ends as owed', (join) =>
      join.onRef('owed.link_id', '=', 'link.id').on('owed.acknowledged_at', 'is', null),
    )
    .select(['link.id', 'link.tenant_id', 'link.organization_id', 'link.state', 'owed.link_id as owed'])
    .where((where) => where.or([where('link.state', '<>', 'ended'), where('owed.link_id', 'is not', null)]))
    .orderBy('link.pending_at')
    .execute()
  const users = await db
    .selectFrom('connect_user_links')
    .select(['link_id', 'account_name'])
    .where('state', '=', 'active')
    .orderBy('account_name')
    .execute()
  return Promise.all(
    links.map(async (link) => ({
      id: link.id,
      tenant: await nameOf(link.tenant_id),
      organization: link.organization_id,
      state: link.state as ProductLink['state'],
      endOwed: link.owed !== null,
      users: users.filter((user) => user.link_id === link.id).map((user) => user.account_name),
    })),
  )
}
