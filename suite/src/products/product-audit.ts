import type { ConnectTables } from '@lanyard/connect/kysely'
import {
  type AuditChainTables,
  type AuditSource,
  eraseNames,
  findNames,
  type ListedEntry,
  readNames,
} from '@lanyard/storage/audit-chain'
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
  /** What they were called then, by their parts; null where nothing was kept. */
  readonly names: Readonly<Record<string, string | null>> | null
  readonly details: Readonly<Record<string, unknown>>
  /** Its place in the chain; null where it waits for its batch, or where the part seals nothing. */
  readonly seal: ListedEntry['seal']
}

/** Where the kit keeps the names beside its entries. */
const kitSource: AuditSource = { table: 'connect_audit', chain: 'tenant_id', names: 'connect_audit_names' }

/** What the kit has written down under an audit id. */
export async function listKitActs(
  db: Kysely<ConnectTables>,
  auditId: string,
): Promise<readonly (PartAct & { readonly id: string })[]> {
  const rows = await db.selectFrom('connect_audit').selectAll().where('audit_id', '=', auditId).orderBy('at').execute()
  const names = await findNames(
    db as unknown as Kysely<AuditChainTables>,
    kitSource,
    rows.map(({ id }) => id),
  )
  // An entry without an actor is of an earlier version, whose user may be the one who acted, or the one acted upon.
  return rows.map(({ id, at, action, actor, tenant_id, user_id, link_id, details, name_hashes: hashes }) => ({
    id,
    at,
    action,
    whose: tenant_id,
    actor: actor ?? null,
    subject: /^(tenant_link_|events_lost)/.test(action) && actor !== null ? link_id : (user_id ?? link_id),
    names: readNames(hashes, names.get(id) ?? []),
    details: JSON.parse(details) as PartAct['details'],
    seal: null,
  }))
}

export function eraseKitNames(db: Kysely<ConnectTables>, user: string): Promise<number> {
  return eraseNames(db as unknown as Kysely<AuditChainTables>, [kitSource], user)
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
