import type { ConnectTables } from '@lanyard/connect/kysely'
import type { ListedEntry } from '@lanyard/storage/audit-chain'
import type { Kysely } from 'kysely'

/** An act as a part has written it down. */
export interface PartAct {
  /** Milliseconds since 1970, by the part's own clock. */
  readonly at: number
  readonly action: string
  /** The organization at the hub, the tenant at a product; null where it has none. */
  readonly whose: string | null
  readonly actor: string | null
  readonly subject: string | null
  readonly details: Readonly<Record<string, unknown>>
  /** Its place in the chain; null where it waits for its batch, or where the part seals nothing. */
  readonly seal: ListedEntry['seal']
}

/** What the kit has written down under an audit id. */
export async function listKitActs(
  db: Kysely<ConnectTables>,
  auditId: string,
): Promise<readonly (PartAct & { readonly id: string })[]> {
  const rows = await db.selectFrom('connect_audit').selectAll().where('audit_id', '=', auditId).orderBy('at').execute()
  return rows.map(({ id, at, action, tenant_id, user_id, link_id, details }) => ({
    id,
    at,
    action,
    whose: tenant_id,
    actor: user_id,
    subject: link_id,
    details: JSON.parse(details) as PartAct['details'],
    seal: null,
  }))
}

/** The tenants that an organization is, or ever was, connected to. */
export async function listTenantsOf(db: Kysely<ConnectTables>, organization: string): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('connect_tenant_links')
    .select('tenant_id')
    .distinct()
    .where('organization_id', '=', organization)
    .orderBy('tenant_id')
    .execute()
  return rows.map(({ tenant_id: id }) => id)
}
