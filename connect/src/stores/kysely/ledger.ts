import { randomUUID } from 'node:crypto'
import type {
  AuditAction,
  AuditEntry,
  AuditRecords,
  LinkPolicyRecords,
  LocalSessionEndRecords,
  NoticeRecords,
} from '../../records/ledger.ts'
import type { LinkPolicy } from '../../records/link-policy.ts'
import type { KeptNotice } from '../../records/notice.ts'
import { type Database, instant } from './database.ts'
import { deleteRows } from './delete-rows.ts'

export function noticeRecords({ db }: Database): NoticeRecords {
  return {
    async insert(id, notice, at) {
      await db
        .insertInto('connect_notices')
        .values({ id, notice: JSON.stringify(notice), at })
        .execute()
    },

    async find(id, since) {
      const row = await db
        .selectFrom('connect_notices')
        .select('notice')
        .where('id', '=', id)
        .where('at', '>=', since)
        .executeTakeFirst()
      return row ? (JSON.parse(row.notice) as KeptNotice) : null
    },

    async deleteBefore(limit, signal) {
      await deleteRows({ db }, 'connect_notices', ['id'], (row) => row('at', '<', limit), signal)
    },
  }
}

export function policyRecords({ db }: Database): LinkPolicyRecords {
  return {
    async find(tenantId) {
      const row = await db
        .selectFrom('connect_link_policies')
        .select('policy')
        .where('tenant_id', '=', tenantId)
        .executeTakeFirst()
      return row ? (JSON.parse(row.policy) as LinkPolicy) : null
    },

    async put(tenantId, policy) {
      const text = JSON.stringify(policy)
      await db
        .insertInto('connect_link_policies')
        .values({ tenant_id: tenantId, policy: text })
        .onConflict((conflict) => conflict.column('tenant_id').doUpdateSet({ policy: text }))
        .execute()
    },

    async delete(tenantId) {
      await db.deleteFrom('connect_link_policies').where('tenant_id', '=', tenantId).execute()
    },
  }
}

export function localSessionEndRecords({ db }: Database): LocalSessionEndRecords {
  return {
    async isWanted(tenantId) {
      const row = await db
        .selectFrom('connect_local_session_ends')
        .select('tenant_id')
        .where('tenant_id', '=', tenantId)
        .executeTakeFirst()
      return row !== undefined
    },

    async want(tenantId, at) {
      await db
        .insertInto('connect_local_session_ends')
        .values({ tenant_id: tenantId, wanted_at: at })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    },

    async delete(tenantId) {
      await db.deleteFrom('connect_local_session_ends').where('tenant_id', '=', tenantId).execute()
    },
  }
}

export function auditRecords({ db }: Database): AuditRecords {
  return {
    async write(entry) {
      const row = {
        id: randomUUID(),
        audit_id: entry.auditId,
        at: entry.at,
        action: entry.action,
        tenant_id: entry.tenantId ?? null,
        user_id: entry.userId ?? null,
        link_id: entry.linkId ?? null,
        details: JSON.stringify(entry.details ?? {}),
      }
      await db.insertInto('connect_audit').values(row).execute()
    },

    async ofTenant(tenantId) {
      const rows = await db
        .selectFrom('connect_audit')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .orderBy('at')
        .execute()
      return rows.map((row): AuditEntry => ({
        auditId: row.audit_id,
        at: instant(row.at),
        action: row.action as AuditAction,
        ...(row.tenant_id === null ? {} : { tenantId: row.tenant_id }),
        ...(row.user_id === null ? {} : { userId: row.user_id }),
        ...(row.link_id === null ? {} : { linkId: row.link_id }),
        details: JSON.parse(row.details) as Record<string, string | number>,
      }))
    },
  }
}
