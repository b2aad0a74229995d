import type { Selectable } from 'kysely'
import type { Member, UserLink, UserLinkRecords } from '../../records/user-links.ts'
import { count, type Database, instant, instantOrNull, oneOf } from './database.ts'
import type { ConnectTables } from './tables.ts'

export function userLinkRecords({ db, locksRows }: Database): UserLinkRecords {
  const links = () => db.selectFrom('connect_user_links').selectAll()
  const change = () => db.updateTable('connect_user_links')
  const remove = () => db.deleteFrom('connect_user_links')
  return {
    async insert(link) {
      const inserted = await db
        .insertInto('connect_user_links')
        .values(toRow(link))
        .onConflict((conflict) => conflict.doNothing())
        .returning('id')
        .executeTakeFirst()
      return inserted !== undefined
    },

    async findOfUser(userId) {
      const row = await links().where('user_id', '=', userId).executeTakeFirst()
      return row ? fromRow(row) : null
    },

    async findOfMember(member) {
      const row = await links()
        .where((where) => where.and(keyOf(member)))
        .$if(locksRows, (query) => query.forShare())
        .executeTakeFirst()
      return row ? fromRow(row) : null
    },

    async ofTenant(tenantId) {
      return (await links().where('tenant_id', '=', tenantId).execute()).map(fromRow)
    },

    async ofSubject(issuer, subject) {
      return (await links().where('issuer', '=', issuer).where('subject', '=', subject).execute()).map(fromRow)
    },

    async deleteOfUser(userId) {
      const row = await remove().where('user_id', '=', userId).returningAll().executeTakeFirst()
      return row ? fromRow(row) : null
    },

    async deleteOfMember(member) {
      const row = await remove()
        .where((where) => where.and(keyOf(member)))
        .returningAll()
        .executeTakeFirst()
      return row ? fromRow(row) : null
    },

    async deleteBelowEpoch(member, epoch) {
      const row = await remove()
        .where((where) => where.and(keyOf(member)))
        .where('member_epoch', '<', epoch)
        .returningAll()
        .executeTakeFirst()
      return row ? fromRow(row) : null
    },

    async deleteOfTenant(tenantId) {
      await remove().where('tenant_id', '=', tenantId).execute()
    },

    async deleteForeign(tenantId, issuer, organizationId) {
      const rows = await remove()
        .where('tenant_id', '=', tenantId)
        .where((where) => where.or([where('issuer', '<>', issuer), where('organization_id', '<>', organizationId)]))
        .returningAll()
        .execute()
      return rows.map(fromRow)
    },

    async restore(tenantId, linkId) {
      const rows = await change()
        .set({ state: 'active', link_id: linkId })
        .where('tenant_id', '=', tenantId)
        .where('state', '=', 'suspended')
        .returningAll()
        .execute()
      return rows.map(fromRow)
    },

    async suspend(linkId) {
      const result = await change()
        .set({ state: 'suspended', link_id: null })
        .where('link_id', '=', linkId)
        .executeTakeFirst()
      return count(result)
    },

    async noteUse(id, at, { accountName, organizationName }) {
      const set = { last_used_at: at, account_name: accountName, organization_name: organizationName }
      await change().set(set).where('id', '=', id).execute()
    },

    async adoptIssuer(former, issuer) {
      const gone: UserLink[] = []
      for (const name of former) {
        const twins = await remove()
          .where('issuer', '=', name)
          .where((row) =>
            row.exists(
              row
                .selectFrom('connect_user_links as present')
                .select('present.id')
                .where('present.issuer', '=', issuer)
                .whereRef('present.tenant_id', '=', 'connect_user_links.tenant_id')
                .whereRef('present.organization_id', '=', 'connect_user_links.organization_id')
                .whereRef('present.subject', '=', 'connect_user_links.subject'),
            ),
          )
          .returningAll()
          .execute()
        gone.push(...twins.map(fromRow))
        await change().set({ issuer }).where('issuer', '=', name).execute()
      }
      return gone
    },
  }
}

type Row = Selectable<ConnectTables['connect_user_links']>

function keyOf({ tenantId, issuer, organizationId, subject }: Member) {
  return { tenant_id: tenantId, issuer, organization_id: organizationId, subject }
}

function toRow(link: UserLink): Row {
  return {
    id: link.id,
    tenant_id: link.tenantId,
    user_id: link.userId,
    issuer: link.issuer,
    organization_id: link.organizationId,
    organization_name: link.organizationName,
    subject: link.subject,
    account_name: link.accountName,
    member_epoch: link.memberEpoch,
    state: link.state,
    link_id: link.linkId,
    linked_at: link.linkedAt,
    last_used_at: link.lastUsedAt,
  }
}

function fromRow(row: Row): UserLink {
  return {
    id: row.id,
    tenantId: row.tenant_id,
    userId: row.user_id,
    issuer: row.issuer,
    organizationId: row.organization_id,
    organizationName: row.organization_name,
    subject: row.subject,
    accountName: row.account_name,
    memberEpoch: instant(row.member_epoch),
    state: oneOf(['active', 'suspended'], row.state),
    linkId: row.link_id,
    linkedAt: instant(row.linked_at),
    lastUsedAt: instantOrNull(row.last_used_at),
  }
}
