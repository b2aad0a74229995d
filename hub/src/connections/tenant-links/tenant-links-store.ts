import type { Kysely } from 'kysely'
import type { Actor } from '../../actor.ts'
import type { Instant } from '../../clock.ts'
import { locksRows } from '../../db/locks-rows.ts'
import type { EndReason, Ledger } from '../../db/schema.ts'
import type { DeploymentId, LinkId, MemberId, ModuleId, OrganizationId } from '../../ids.ts'
import type { ActiveLink, ApprovedLink, EndedLink, TenantLink, TenantLinkRequest } from './tenant-link.ts'
import { toActive, toApproved, toEnded, toTenantLink } from './tenant-link-row.ts'

/** The two sides of a link that wants its place. */
export interface LinkSides {
  readonly id: LinkId
  readonly module: ModuleId
  readonly organization: OrganizationId
  readonly deployment: DeploymentId
  readonly tenant: string
}

interface Ending {
  readonly at: Instant
  readonly by: Actor
  readonly reason: EndReason
}

/** What every end writes, whichever state it ends. */
function endedBy({ at, by, reason }: Ending) {
  return { state: 'ended', ended_at: at, ended_by: by, end_reason: reason } as const
}

export async function find(db: Kysely<Ledger>, id: LinkId): Promise<TenantLink | null> {
  const row = await db.selectFrom('tenant_links').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? toTenantLink(row) : null
}

/**
 * HUB_TOMBSTONE, HUB_ONE_PER_ORG, HUB_ONE_PER_TENANT: one insert that the primary key and both partial unique indexes
 * decide. On PostgreSQL it waits for a rival's commit.
 *
 * @returns null when the id was seen before, or one of the two sides is held by another link
 */
export async function takePlace(db: Kysely<Ledger>, link: Omit<ApprovedLink, 'state'>): Promise<ApprovedLink | null> {
  const row = await db
    .insertInto('tenant_links')
    .values({
      id: link.id,
      module: link.module,
      deployment: link.deployment,
      state: 'approved',
      organization: link.organization,
      tenant: link.tenant.id,
      tenant_name: link.tenant.name,
      user_id: link.user.id,
      user_name: link.user.name,
      approved_by: link.approvedBy,
      approved_at: link.approvedAt,
      lapses_at: link.lapsesAt,
      links_user: link.linksUser ? 1 : 0,
      session_uid: link.sessionUid,
      audit_id: link.auditId,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst()
  return row ? toApproved(row) : null
}

/** The same primary key for an id that no master approved: whichever of the two inserts comes first is final. */
export async function bury(
  db: Kysely<Ledger>,
  link: Pick<TenantLinkRequest, 'id' | 'deployment' | 'auditId'> & { readonly module: ModuleId },
  ending: Ending,
): Promise<boolean> {
  const row = await db
    .insertInto('tenant_links')
    .values({
      id: link.id,
      module: link.module,
      deployment: link.deployment,
      links_user: 0,
      ...endedBy(ending),
      audit_id: link.auditId,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/**
 * HUB_KEEPS_ACTIVE: a new approval takes the place of lapsed approvals of either side and of one for the same pair;
 * never of an active link.
 */
export async function endLapsedAndSuperseded(db: Kysely<Ledger>, pair: LinkSides, now: Instant): Promise<EndedLink[]> {
  const touched = await db
    .selectFrom('tenant_links')
    .select(['id', 'lapses_at', 'organization', 'deployment', 'tenant'])
    .where('module', '=', pair.module)
    .where('state', '=', 'approved')
    // Connect pressed twice at once: the one that came second does not end what the first one approved.
    .where('id', '<>', pair.id)
    .where((where) =>
      where.or([
        where('organization', '=', pair.organization),
        where.and([where('deployment', '=', pair.deployment), where('tenant', '=', pair.tenant)]),
      ]),
    )
    .orderBy('id')
    .$if(locksRows(db), (query) => query.forUpdate())
    .execute()
  const lapsed = touched.filter((row) => row.lapses_at !== null && row.lapses_at <= now).map((row) => row.id)
  const superseded = touched.filter((row) => !lapsed.includes(row.id) && isPair(row, pair)).map((row) => row.id)
  return [
    ...(await endApproved(db, lapsed, { at: now, by: 'hub', reason: 'lapsed' })),
    ...(await endApproved(db, superseded, { at: now, by: 'hub', reason: 'superseded' })),
  ]
}

function isPair(
  row: { organization: string | null; deployment: string; tenant: string | null },
  pair: Pick<LinkSides, 'organization' | 'deployment' | 'tenant'>,
): boolean {
  return row.organization === pair.organization && row.deployment === pair.deployment && row.tenant === pair.tenant
}

/** Every approval that these members gave, in the order in which others lock such rows. */
export async function lockApprovedBy(db: Kysely<Ledger>, givers: readonly MemberId[]): Promise<LinkId[]> {
  const rows = await db
    .selectFrom('tenant_links')
    .select('id')
    .where('state', '=', 'approved')
    .where('approved_by', 'in', givers)
    .orderBy('id')
    .$if(locksRows(db), (query) => query.forUpdate())
    .execute()
  return rows.map(({ id }) => id)
}

/** Compare-and-set: only what is still approved ends. */
export async function endApproved(db: Kysely<Ledger>, ids: readonly LinkId[], ending: Ending): Promise<EndedLink[]> {
  if (ids.length === 0) return []
  const rows = await db
    .updateTable('tenant_links')
    .set(endedBy(ending))
    .where('id', 'in', ids)
    .where('state', '=', 'approved')
    .returningAll()
    .execute()
  return rows.map(toEnded)
}

/** HUB_LAPSE_CAS: the clock ends what is approved and due; state and time in one statement, never an active link. */
export async function endLapsed(db: Kysely<Ledger>, now: Instant, most: number): Promise<EndedLink[]> {
  const due = db
    .selectFrom('tenant_links')
    .select('id')
    .where('state', '=', 'approved')
    .where('lapses_at', '<=', now)
    .orderBy('id')
    .limit(most)
    .$if(locksRows(db), (query) => query.forUpdate())
  const rows = await db
    .updateTable('tenant_links')
    .set(endedBy({ at: now, by: 'hub', reason: 'lapsed' }))
    .where('id', 'in', due)
    .where('state', '=', 'approved')
    .returningAll()
    .execute()
  return rows.map(toEnded)
}

/** HUB_CONFIRM_CAS: approved → active of this id and this deployment, in time; never creates, never revives. */
export async function activate(
  db: Kysely<Ledger>,
  link: Pick<TenantLinkRequest, 'id' | 'deployment'>,
  now: Instant,
): Promise<ActiveLink | null> {
  const row = await db
    .updateTable('tenant_links')
    .set({ state: 'active', activated_at: now })
    .where('id', '=', link.id)
    .where('deployment', '=', link.deployment)
    .where('state', '=', 'approved')
    .where('lapses_at', '>', now)
    .returningAll()
    .executeTakeFirst()
  return row ? toActive(row) : null
}

/** HUB_END_BY_ID: ends this id, wherever it stands, for the deployment that the row names; no other link of the tenant. */
export async function endHeld(
  db: Kysely<Ledger>,
  link: Pick<TenantLinkRequest, 'id' | 'deployment'>,
  ending: Ending,
): Promise<EndedLink | null> {
  const row = await db
    .updateTable('tenant_links')
    .set(endedBy(ending))
    .where('id', '=', link.id)
    .where('deployment', '=', link.deployment)
    .where('state', 'in', ['approved', 'active'])
    .returningAll()
    .executeTakeFirst()
  return row ? toEnded(row) : null
}

export async function endActive(db: Kysely<Ledger>, id: LinkId, ending: Ending): Promise<EndedLink | null> {
  const row = await db
    .updateTable('tenant_links')
    .set(endedBy(ending))
    .where('id', '=', id)
    .where('state', '=', 'active')
    .returningAll()
    .executeTakeFirst()
  return row ? toEnded(row) : null
}
