import type { Selectable } from 'kysely'
import type { App } from '../../records/app.ts'
import type { ProductSession, ProductSessionRecords, SessionHolder } from '../../records/product-sessions.ts'
import { count, type Database, instant } from './database.ts'
import { deleteRows } from './delete-rows.ts'
import type { ConnectTables } from './tables.ts'

export function sessionRecords({ db }: Database): ProductSessionRecords {
  const change = () => db.updateTable('connect_product_sessions')
  const remove = () => db.deleteFrom('connect_product_sessions')
  const holdersOf = async (query: ReturnType<typeof remove>): Promise<readonly SessionHolder[]> => {
    const rows = await query.returning(['tenant_id', 'user_id']).execute()
    return rows.map(({ tenant_id: tenantId, user_id: userId }) => ({ tenantId, userId }))
  }
  return {
    async insert(session) {
      await db.insertInto('connect_product_sessions').values(toRow(session)).execute()
    },

    async find(id) {
      const row = await db.selectFrom('connect_product_sessions').selectAll().where('id', '=', id).executeTakeFirst()
      return row ? fromRow(row) : null
    },

    async touch(id, at) {
      await change().set({ seen_at: at }).where('id', '=', id).where('seen_at', '<', at).execute()
    },

    async keepApps(id, apps, at) {
      await change()
        .set({ apps: JSON.stringify(apps), apps_at: at })
        .where('id', '=', id)
        .execute()
    },

    async countOfTenant(tenantId) {
      const { sessions } = await db
        .selectFrom('connect_product_sessions')
        .select((select) => select.fn.countAll<number | string | bigint>().as('sessions'))
        .where('tenant_id', '=', tenantId)
        .executeTakeFirstOrThrow()
      return Number(sessions)
    },

    async delete(id) {
      return count(await remove().where('id', '=', id).executeTakeFirst()) === 1
    },

    async deleteOfUser(userId) {
      return count(await remove().where('user_id', '=', userId).executeTakeFirst())
    },

    async deleteOfTenant(tenantId) {
      return count(await remove().where('tenant_id', '=', tenantId).executeTakeFirst())
    },

    async deleteOfLink(linkId) {
      return count(await remove().where('link_id', '=', linkId).executeTakeFirst())
    },

    async deleteBelowEpoch(issuer, organizationId, subject, epoch) {
      const query = remove()
        .where('issuer', '=', issuer)
        .where('organization_id', '=', organizationId)
        .where('subject', '=', subject)
        .where('member_epoch', '<', epoch)
      return holdersOf(query)
    },

    async deleteOfIssuer(issuer) {
      return count(await remove().where('issuer', '=', issuer).executeTakeFirst())
    },

    async deleteOfHubSession(issuer, sid, subject) {
      const ofSession = remove().where('issuer', '=', issuer).where('sid', '=', sid)
      const query = subject === null ? ofSession : ofSession.where('subject', '=', subject)
      return holdersOf(query)
    },

    async deleteOfSubject(issuer, { subject, organizationId }, issuedUntil) {
      let query = remove().where('issuer', '=', issuer).where('subject', '=', subject)
      if (organizationId !== null) query = query.where('organization_id', '=', organizationId)
      if (issuedUntil !== null) query = query.where('issued_at', '<=', issuedUntil)
      return holdersOf(query)
    },

    async deleteExpired(at, seenBefore, signal) {
      const sessions = 'connect_product_sessions'
      await deleteRows({ db }, sessions, ['id'], (row) => row('expires_at', '<=', at), signal)
      await deleteRows({ db }, sessions, ['id'], (row) => row('seen_at', '<', seenBefore), signal)
    },

    async adoptIssuer(former, issuer) {
      await change().set({ issuer }).where('issuer', 'in', former).execute()
    },
  }
}

type Row = Selectable<ConnectTables['connect_product_sessions']>

function toRow(session: ProductSession): Row {
  return {
    id: session.id,
    tenant_id: session.tenantId,
    user_id: session.userId,
    link_id: session.linkId,
    issuer: session.issuer,
    organization_id: session.organizationId,
    subject: session.subject,
    sid: session.sid,
    member_epoch: session.memberEpoch,
    issued_at: session.issuedAt,
    started_at: session.startedAt,
    seen_at: session.seenAt,
    expires_at: session.expiresAt,
    apps: session.apps ? JSON.stringify(session.apps.list) : null,
    apps_at: session.apps?.at ?? null,
  }
}

function fromRow(row: Row): ProductSession {
  return {
    id: row.id,
    tenantId: row.tenant_id,
    userId: row.user_id,
    linkId: row.link_id,
    issuer: row.issuer,
    organizationId: row.organization_id,
    subject: row.subject,
    sid: row.sid,
    memberEpoch: instant(row.member_epoch),
    issuedAt: instant(row.issued_at),
    startedAt: instant(row.started_at),
    seenAt: instant(row.seen_at),
    expiresAt: instant(row.expires_at),
    apps:
      row.apps === null || row.apps_at === null
        ? null
        : { list: JSON.parse(row.apps) as App[], at: instant(row.apps_at) },
  }
}
