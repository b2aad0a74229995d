import type { Kysely } from 'kysely'
import type { Instant } from '../../clock.ts'
import { locksRows } from '../../db/locks-rows.ts'
import type { Ledger } from '../../db/schema.ts'
import type { LinkId, ModuleId, OrganizationId } from '../../ids.ts'
import type { ActiveLink, ApprovedLink } from './tenant-link.ts'
import { toActive, toApproved } from './tenant-link-row.ts'
import type { LinkSides } from './tenant-links-store.ts'

/** The links that stand in a new approval's way: active ones of either side, and approvals in time for another pair. */
export async function findInTheWay(
  db: Kysely<Ledger>,
  pair: LinkSides,
  now: Instant,
): Promise<{ organization: ActiveLink | ApprovedLink | null; tenant: ActiveLink | ApprovedLink | null }> {
  const rows = await db
    .selectFrom('tenant_links')
    .selectAll()
    .where('module', '=', pair.module)
    .where('state', 'in', ['approved', 'active'])
    .where((where) =>
      where.or([
        where('organization', '=', pair.organization),
        where.and([where('deployment', '=', pair.deployment), where('tenant', '=', pair.tenant)]),
      ]),
    )
    .execute()
  const held = rows
    .map((row) => (row.state === 'active' ? toActive(row) : toApproved(row)))
    .filter((link) => link.state === 'active' || (link.lapsesAt > now && !isSamePair(link, pair)))
  return {
    organization: held.find((link) => link.organization === pair.organization) ?? null,
    tenant: held.find((link) => link.deployment === pair.deployment && link.tenant.id === pair.tenant) ?? null,
  }
}

function isSamePair(link: ActiveLink | ApprovedLink, pair: LinkSides): boolean {
  return (
    link.organization === pair.organization && link.deployment === pair.deployment && link.tenant.id === pair.tenant
  )
}

export async function findActiveOfModule(
  db: Kysely<Ledger>,
  organization: OrganizationId,
  module: ModuleId,
): Promise<ActiveLink | null> {
  const row = await db
    .selectFrom('tenant_links')
    .selectAll()
    .where('organization', '=', organization)
    .where('module', '=', module)
    .where('state', '=', 'active')
    .executeTakeFirst()
  return row ? toActive(row) : null
}

export async function holdActive(db: Kysely<Ledger>, id: LinkId): Promise<ActiveLink | null> {
  const row = await db
    .selectFrom('tenant_links')
    .selectAll()
    .where('id', '=', id)
    .where('state', '=', 'active')
    .$if(locksRows(db), (query) => query.forShare())
    .executeTakeFirst()
  return row ? toActive(row) : null
}

export async function listActive(db: Kysely<Ledger>, organization: OrganizationId): Promise<ActiveLink[]> {
  const rows = await db
    .selectFrom('tenant_links')
    .selectAll()
    .where('organization', '=', organization)
    .where('state', '=', 'active')
    .orderBy('module')
    .execute()
  return rows.map(toActive)
}

/**
 * Names the session that ends with the ceremony, where the approval names none: however often "Connect only" is pressed,
 * the first name stays, in one statement.
 *
 * @returns null where it is no longer approved
 */
export async function nameSession(db: Kysely<Ledger>, link: LinkId, sessionUid: string): Promise<ApprovedLink | null> {
  const row = await db
    .updateTable('tenant_links')
    .set((now) => ({ session_uid: now.fn.coalesce('session_uid', now.val(sessionUid)) }))
    .where('id', '=', link)
    .where('state', '=', 'approved')
    .returningAll()
    .executeTakeFirst()
  return row ? toApproved(row) : null
}

/** Sessions of "Connect only" whose ceremony is over, in pages by their names: by an index that holds no other link. */
export async function listSessionsToEnd(
  db: Kysely<Ledger>,
  after: string,
): Promise<{ link: LinkId; sessionUid: string }[]> {
  const rows = await db
    .selectFrom('tenant_links')
    .select(['id', 'session_uid'])
    .where('session_uid', '>', after)
    .where('state', '<>', 'approved')
    .orderBy('session_uid')
    .limit(100)
    .execute()
  return rows.flatMap((row) => (row.session_uid === null ? [] : [{ link: row.id, sessionUid: row.session_uid }]))
}

export async function forgetSession(db: Kysely<Ledger>, link: LinkId): Promise<void> {
  await db
    .updateTable('tenant_links')
    .set({ session_uid: null })
    .where('id', '=', link)
    .where('state', '<>', 'approved')
    .execute()
}
