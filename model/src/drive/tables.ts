import { CompiledQuery, type Kysely } from 'kysely'

/** The rows of the hub that the formulas are about. */
export interface HubTables {
  readonly links: readonly {
    readonly id: string
    readonly state: 'approved' | 'active' | 'ended'
    readonly organization: string | null
    readonly deployment: string
    readonly tenant: string | null
    readonly approved_by: string | null
    readonly lapses_at: number | null
  }[]
  readonly events: readonly {
    readonly deployment: string
    readonly n: number
    /** The link that has ended; null of other events. */
    readonly link: string | null
    /** The user link that a member ended; null of other events. */
    readonly unlinked: Unlinked | null
  }[]
  /** What members asked for that no report has answered. */
  readonly unlinkRequests: readonly Unlinked[]
  /** Links whose rows the hub has lost. */
  readonly lost: readonly string[]
}

/** A member who was removed at the hub, and the epoch that it raised them to. */
export interface Removed {
  readonly organization: string
  readonly sub: string
  readonly epoch: number
}

/** A member's request to be unlinked, at the hub, and the tenant link that it names. */
interface Unlinked {
  readonly link: string
  readonly organization: string
  readonly sub: string
  readonly epoch: number
}

/** The rows of one deployment. */
export interface ProductTables {
  readonly links: readonly {
    readonly id: string
    readonly state: 'pending' | 'active' | 'ended'
    readonly tenant_id: string
    readonly organization_id: string
    readonly admin_user_id: string
    /** Since when the hub has not known it; null while it does. */
    readonly suspended_at: number | null
  }[]
  /** 1 where the end is owed still, 0 where it was acknowledged. */
  readonly ends: ReadonlyMap<string, number>
  readonly users: readonly {
    readonly tenant_id: string
    readonly user_id: string
    readonly organization_id: string
    readonly subject: string
    readonly state: 'active' | 'suspended'
    readonly link_id: string | null
    readonly member_epoch: number
  }[]
  readonly sessions: readonly {
    readonly id: string
    readonly tenant_id: string
    readonly user_id: string
    readonly link_id: string
    readonly organization_id: string
    readonly subject: string
    readonly member_epoch: number
  }[]
  /** By organization and subject. */
  readonly epochs: ReadonlyMap<string, number>
  readonly cursor: number
  /** Tenants from which the feature was taken. */
  readonly uninvited: readonly string[]
}

interface HubRows {
  readonly hub: { readonly db: object }
  readonly lostRows?: { readonly ids: readonly string[] }
}

export interface Tables {
  readonly hub: HubTables
  readonly products: readonly ProductTables[]
}

async function rows<Row>(db: Kysely<never>, text: string): Promise<readonly Row[]> {
  return (await db.executeQuery<Row>(CompiledQuery.raw(text))).rows
}

export async function readHub({ hub, lostRows }: HubRows): Promise<HubTables> {
  const db = hub.db as unknown as Kysely<never>
  const links = await rows<HubTables['links'][number]>(
    db,
    'select id, state, organization, deployment, tenant, approved_by, lapses_at from tenant_links order by id',
  )
  const events = await rows<{ deployment: string; n: number; type: string; payload: string }>(
    db,
    'select deployment, n, type, payload from hub_events',
  )
  const unlinkRequests = await rows<Unlinked>(
    db,
    `select link, organization, sub, unlink_epoch as epoch from user_links
    join tenant_links on tenant_links.id = link where unlink_epoch is not null`,
  )
  return {
    links,
    unlinkRequests,
    lost: lostRows?.ids ?? [],
    events: events.map(({ deployment, n, type, payload }) => {
      const said = JSON.parse(payload) as Unlinked & { reason: string }
      const ended = type === 'link_ended' ? said.link : null
      return { deployment, n, link: ended, unlinked: said.reason === 'unlinked' ? said : null }
    }),
  }
}

export async function readProduct(product: { readonly db: object }): Promise<ProductTables> {
  const db = product.db as unknown as Kysely<never>
  const uninvited = await rows<{ id: string }>(db, "select id from host_tenants where feature = 'off'")
  return { ...(await readKit(product)), uninvited: uninvited.map(({ id }) => id) }
}

/** The kit's own rows, in the database of any product. */
export async function readKit(product: { readonly db: object }): Promise<Omit<ProductTables, 'uninvited'>> {
  const db = product.db as unknown as Kysely<never>
  const ends = await rows<{ link_id: string; owed: number }>(
    db,
    'select link_id, case when acknowledged_at is null then 1 else 0 end as owed from connect_owed_ends',
  )
  const epochs = await rows<{ organization_id: string; subject: string; epoch: number }>(
    db,
    'select organization_id, subject, epoch from connect_member_epochs',
  )
  const cursors = await rows<{ position: number }>(db, 'select position from connect_hub_cursor')
  return {
    links: await rows(
      db,
      'select id, state, tenant_id, organization_id, admin_user_id, suspended_at from connect_tenant_links order by id',
    ),
    ends: new Map(ends.map(({ link_id, owed }) => [link_id, owed])),
    users: await rows(
      db,
      'select tenant_id, user_id, organization_id, subject, state, link_id, member_epoch from connect_user_links',
    ),
    sessions: await rows(
      db,
      'select id, tenant_id, user_id, link_id, organization_id, subject, member_epoch from connect_product_sessions',
    ),
    epochs: new Map(epochs.map(({ organization_id, subject, epoch }) => [memberKey(organization_id, subject), epoch])),
    cursor: cursors[0]?.position ?? 0,
  }
}

export const memberKey = (organization: string, subject: string): string => `${organization} ${subject}`
