import { type Selectable, sql } from 'kysely'
import type { ActiveLink, EndedLink, PendingLink, TenantLink, TenantLinkRecords } from '../../records/tenant-links.ts'
import { count, type Database, instant, instantOrNull, oneOf, present } from './database.ts'
import type { ConnectTables } from './tables.ts'

const held = ['pending', 'active'] as const

/** Written out where an index of these rows alone is to be used: with a parameter in its place SQLite reads the table. */
const PENDING = sql.lit('pending' as const)
const ACTIVE = sql.lit('active' as const)
const HELD = sql<'pending' | 'active'>`('pending', 'active')`

export function tenantLinkRecords({ db, locksRows }: Database): TenantLinkRecords {
  const links = () => db.selectFrom('connect_tenant_links').selectAll()
  const change = () => db.updateTable('connect_tenant_links')
  const suspended = () =>
    db.selectFrom('connect_tenant_links').where('state', '=', ACTIVE).where('suspended_at', 'is not', null)
  return {
    async takePlace(link) {
      const taken = await db
        .insertInto('connect_tenant_links')
        .values(toRow(link))
        .onConflict((conflict) => conflict.doNothing())
        .returning('id')
        .executeTakeFirst()
      return taken !== undefined
    },

    async find(id) {
      const row = await links().where('id', '=', id).executeTakeFirst()
      return row ? fromRow(row) : null
    },

    async findHeldOfTenant(tenantId) {
      return heldOrNull(await links().where('tenant_id', '=', tenantId).where('state', 'in', HELD).executeTakeFirst())
    },

    async findHeldOfOrganization(issuer, organizationId) {
      const query = links().where('issuer', '=', issuer).where('organization_id', '=', organizationId)
      return heldOrNull(await query.where('state', 'in', HELD).executeTakeFirst())
    },

    async findPendingOfAdmin(userId) {
      const row = await links().where('state', '=', PENDING).where('admin_user_id', '=', userId).executeTakeFirst()
      return row ? pendingFromRow(row) : null
    },

    async lockActive(issuer, organizationId) {
      const row = await links()
        .where('issuer', '=', issuer)
        .where('organization_id', '=', organizationId)
        .where('state', 'in', HELD)
        .where('state', '=', ACTIVE)
        .$if(locksRows, (query) => query.forShare())
        .executeTakeFirst()
      return row ? activeFromRow(row) : null
    },

    async activate(id, at, moduleUrl) {
      const row = await change()
        .set({ state: 'active', active_at: at, checked_at: at, module_url: moduleUrl })
        .where('id', '=', id)
        .where('state', '=', 'pending')
        .returningAll()
        .executeTakeFirst()
      return row ? activeFromRow(row) : null
    },

    async end(id, { at, by, reason }, from = held) {
      const row = await change()
        .set({ state: 'ended', ended_at: at, ended_by: by, ended_reason: reason })
        .where('id', '=', id)
        .where('state', 'in', from)
        .returningAll()
        .executeTakeFirst()
      return row ? endedFromRow(row) : null
    },

    async suspend(id, at) {
      const row = await change()
        .set({ suspended_at: at, checked_at: at })
        .where('id', '=', id)
        .where('state', '=', 'active')
        .where('suspended_at', 'is', null)
        .returningAll()
        .executeTakeFirst()
      return row ? activeFromRow(row) : null
    },

    async resume(id, at) {
      const row = await change()
        .set({ suspended_at: null, checked_at: at })
        .where('id', '=', id)
        .where('state', '=', 'active')
        .where('suspended_at', 'is not', null)
        .returningAll()
        .executeTakeFirst()
      return row ? activeFromRow(row) : null
    },

    async suspendedCheckedBefore(instant, most) {
      const older = suspended().selectAll().where('checked_at', '<', instant).orderBy('checked_at')
      return (await (most === undefined ? older : older.limit(most)).execute()).map(activeFromRow)
    },

    async countSuspended() {
      const { count: many } = await suspended()
        .select(({ fn }) => fn.countAll<number | string>().as('count'))
        .executeTakeFirstOrThrow()
      return Number(many)
    },

    async noteChecked({ id, checkedAt }, at, moduleUrl) {
      const set = moduleUrl === null ? { checked_at: at } : { checked_at: at, module_url: moduleUrl }
      const link = change().set(set).where('id', '=', id).where('state', '=', 'active')
      await link.where('checked_at', '=', checkedAt).execute()
    },

    async forgetChecks() {
      return count(await change().set({ checked_at: 0 }).where('state', '=', 'active').executeTakeFirst())
    },

    async noteOrganizationName(id, name) {
      await change().set({ organization_name: name }).where('id', '=', id).where('state', 'in', held).execute()
    },

    async duePending(at, most) {
      const due = links().where('state', '=', PENDING).where('next_try_at', '<=', at).orderBy('next_try_at')
      return (await (most === undefined ? due : due.limit(most)).execute()).map(pendingFromRow)
    },

    async postpone(link, nextTryAt) {
      const result = await change()
        .set({ next_try_at: nextTryAt, tries: link.tries + 1 })
        .where('id', '=', link.id)
        .where('state', '=', 'pending')
        .where('tries', '=', link.tries)
        .executeTakeFirst()
      return count(result) === 1
    },

    async activeCheckedBefore(instant, most) {
      const older = links().where('state', '=', ACTIVE).where('checked_at', '<', instant).orderBy('checked_at')
      const rows = await older.$if(most !== undefined, (query) => query.limit(most ?? 0)).execute()
      return rows.map(activeFromRow)
    },

    async adoptIssuer(former, issuer) {
      await change().set({ issuer }).where('issuer', 'in', former).execute()
    },
  }
}

type Row = Selectable<ConnectTables['connect_tenant_links']>

function toRow(link: PendingLink): Row {
  return {
    id: link.id,
    tenant_id: link.tenantId,
    issuer: link.issuer,
    organization_id: link.organizationId,
    organization_name: link.organizationName,
    state: link.state,
    admin_user_id: link.adminUserId,
    admin_name: link.adminName,
    subject: link.member?.subject ?? null,
    account_name: link.member?.accountName ?? null,
    member_epoch: link.member?.epoch ?? 0,
    audit_id: link.auditId,
    pending_at: link.pendingAt,
    active_at: null,
    ended_at: null,
    ended_by: null,
    ended_reason: null,
    module_url: null,
    suspended_at: null,
    checked_at: link.pendingAt,
    tries: link.tries,
    next_try_at: link.nextTryAt,
  }
}

function fromRow(row: Row): TenantLink {
  const state = oneOf(['pending', 'active', 'ended'], row.state)
  if (state === 'pending') return pendingFromRow(row)
  return state === 'active' ? activeFromRow(row) : endedFromRow(row)
}

function heldOrNull(row: Row | undefined): PendingLink | ActiveLink | null {
  if (row === undefined) return null
  return row.state === 'pending' ? pendingFromRow(row) : activeFromRow(row)
}

function memberFromRow({ subject, account_name: accountName, member_epoch: epoch }: Row): TenantLink['member'] {
  return subject === null ? null : { subject, accountName: present(accountName), epoch: instant(epoch) }
}

function anyFromRow(row: Row) {
  return {
    id: row.id,
    tenantId: row.tenant_id,
    issuer: row.issuer,
    organizationId: row.organization_id,
    organizationName: row.organization_name,
    adminUserId: row.admin_user_id,
    adminName: row.admin_name,
    member: memberFromRow(row),
    auditId: row.audit_id,
    pendingAt: instant(row.pending_at),
  }
}

function pendingFromRow(row: Row): PendingLink {
  return { ...anyFromRow(row), state: 'pending', tries: row.tries, nextTryAt: instant(row.next_try_at) }
}

function activeFromRow(row: Row): ActiveLink {
  return {
    ...anyFromRow(row),
    state: 'active',
    activeAt: instant(present(row.active_at)),
    moduleUrl: row.module_url === null ? null : oneOf(['here', 'elsewhere', 'none'], row.module_url),
    checkedAt: instant(row.checked_at),
    suspendedAt: instantOrNull(row.suspended_at),
  }
}

function endedFromRow(row: Row): EndedLink {
  return {
    ...anyFromRow(row),
    state: 'ended',
    activeAt: instantOrNull(row.active_at),
    endedAt: instant(present(row.ended_at)),
    endedBy: oneOf(['product', 'hub'], present(row.ended_by)),
    endedReason: present(row.ended_reason),
  }
}
