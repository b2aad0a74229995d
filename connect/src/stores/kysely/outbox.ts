import type { LinkReportRecords, OwedEndRecords } from '../../records/outbox.ts'
import { count, type Database, instant, oneOf } from './database.ts'
import type { ConnectTables } from './tables.ts'

export function owedEndRecords({ db }: Database): OwedEndRecords {
  const owed = () => db.selectFrom('connect_owed_ends').selectAll().where('acknowledged_at', 'is', null)
  const change = () => db.updateTable('connect_owed_ends').where('acknowledged_at', 'is', null)
  return {
    async owe(end) {
      const row = {
        link_id: end.linkId,
        tenant_id: end.tenantId,
        organization_name: end.organizationName,
        audit_id: end.auditId,
        owed_at: end.owedAt,
        acknowledged_at: null,
        tries: end.tries,
        next_try_at: end.nextTryAt,
      }
      await db
        .insertInto('connect_owed_ends')
        .values(row)
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    },

    async ofTenant(tenantId) {
      return (await owed().where('tenant_id', '=', tenantId).execute()).map(endFromRow)
    },

    async due(at, most) {
      const due = owed().where('next_try_at', '<=', at).orderBy('next_try_at')
      return (await (most === undefined ? due : due.limit(most)).execute()).map(endFromRow)
    },

    async acknowledge(linkId, at) {
      const result = await change().set({ acknowledged_at: at }).where('link_id', '=', linkId).executeTakeFirst()
      return count(result) === 1
    },

    async postpone(end, nextTryAt) {
      const result = await change()
        .set({ next_try_at: nextTryAt, tries: end.tries + 1 })
        .where('link_id', '=', end.linkId)
        .where('tries', '=', end.tries)
        .executeTakeFirst()
      return count(result) === 1
    },
  }
}

export function reportRecords({ db }: Database): LinkReportRecords {
  const change = () => db.updateTable('connect_link_reports')
  return {
    async note(linkId, subject, state, at) {
      const fresh = { state, tries: 0, next_try_at: at }
      await db
        .insertInto('connect_link_reports')
        .values({ link_id: linkId, subject, version: 1, delivered_version: 0, ...fresh })
        .onConflict((conflict) =>
          conflict
            .columns(['link_id', 'subject'])
            .doUpdateSet((set) => ({ ...fresh, version: set('connect_link_reports.version', '+', 1) })),
        )
        .execute()
    },

    async due(at, most) {
      const due = db
        .selectFrom('connect_link_reports')
        .selectAll()
        .whereRef('delivered_version', '<', 'version')
        .where('next_try_at', '<=', at)
        .orderBy('next_try_at')
      return (await (most === undefined ? due : due.limit(most)).execute()).map(reportFromRow)
    },

    async delivered({ linkId, subject, version }) {
      await change()
        .set({ delivered_version: version })
        .where('link_id', '=', linkId)
        .where('subject', '=', subject)
        .where('delivered_version', '<', version)
        .execute()
    },

    async postpone(report, nextTryAt) {
      const result = await change()
        .set({ next_try_at: nextTryAt, tries: report.tries + 1 })
        .where('link_id', '=', report.linkId)
        .where('subject', '=', report.subject)
        .where('version', '=', report.version)
        .where('tries', '=', report.tries)
        .executeTakeFirst()
      return count(result) === 1
    },

    async dropOfLink(linkId) {
      await db.deleteFrom('connect_link_reports').where('link_id', '=', linkId).execute()
    },
  }
}

function endFromRow(row: ConnectTables['connect_owed_ends']) {
  return {
    linkId: row.link_id,
    tenantId: row.tenant_id,
    organizationName: row.organization_name,
    auditId: row.audit_id,
    owedAt: instant(row.owed_at),
    tries: row.tries,
    nextTryAt: instant(row.next_try_at),
  }
}

function reportFromRow(row: ConnectTables['connect_link_reports']) {
  return {
    linkId: row.link_id,
    subject: row.subject,
    version: instant(row.version),
    state: oneOf(['linked', 'unlinked'], row.state),
    tries: row.tries,
    nextTryAt: instant(row.next_try_at),
  }
}
