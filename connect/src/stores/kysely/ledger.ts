import { createHash, randomBytes, randomUUID } from 'node:crypto'
import type {
  AuditAction,
  AuditActor,
  AuditEntry,
  AuditNames,
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

    async tenants() {
      const rows = await db.selectFrom('connect_local_session_ends').select('tenant_id').execute()
      return rows.map((row) => row.tenant_id)
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
      const id = randomUUID()
      const names = saltNames(entry)
      const hashes = names.map(({ role, salt, name }) => [role, hashName(salt + name)] as const)
      const row = {
        id,
        audit_id: entry.auditId,
        at: entry.at,
        action: entry.action,
        actor: entry.actor ?? null,
        tenant_id: entry.tenantId ?? null,
        user_id: entry.userId ?? null,
        link_id: entry.linkId ?? null,
        details: JSON.stringify(entry.details ?? {}),
        name_hashes: hashes.length === 0 ? null : JSON.stringify(Object.fromEntries(hashes)),
      }
      await db.insertInto('connect_audit').values(row).execute()
      if (names.length === 0) return
      const rows = names.map((named) => ({ entry: id, ...named }))
      await db.insertInto('connect_audit_names').values(rows).execute()
    },

    async ofTenant(tenantId) {
      const rows = await db
        .selectFrom('connect_audit')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .orderBy('at')
        .execute()
      const names = await db
        .selectFrom('connect_audit_names')
        .innerJoin('connect_audit', 'connect_audit.id', 'connect_audit_names.entry')
        .select(['entry', 'role', 'name'])
        .where('tenant_id', '=', tenantId)
        .execute()
      const namesOf = Map.groupBy(names, ({ entry }) => entry)
      return rows.map((row): AuditEntry => ({
        auditId: row.audit_id,
        at: instant(row.at),
        action: row.action as AuditAction,
        ...(row.actor === null ? {} : { actor: row.actor as AuditActor }),
        ...(row.tenant_id === null ? {} : { tenantId: row.tenant_id }),
        ...(row.user_id === null ? {} : { userId: row.user_id }),
        ...(row.link_id === null ? {} : { linkId: row.link_id }),
        details: JSON.parse(row.details) as Record<string, string | number>,
        ...(namesOf.has(row.id) && {
          names: Object.fromEntries((namesOf.get(row.id) ?? []).map(({ role, name }) => [role, name])),
        }),
      }))
    },
  }
}

/** In the order of their roles, in which JSON is sealed (RFC 8785). */
function saltNames({ actor, userId, names = {} }: AuditEntry) {
  const persons: Readonly<Record<keyof AuditNames, string | null>> = {
    account: userId ?? null,
    actor: actor?.startsWith('user:') ? actor.slice('user:'.length) : null,
    organization: null,
    subject: userId ?? null,
  }
  return (Object.keys(persons) as (keyof AuditNames)[]).flatMap((role) => {
    const name = names[role] ?? ''
    const salt = randomBytes(16).toString('base64url')
    return name === '' ? [] : [{ role, person: persons[role], salt, name }]
  })
}

/** SHA-256, in hex, of salt and name: what is sealed in the place of a name that can be erased. */
function hashName(salted: string): string {
  return createHash('sha256').update(salted).digest('hex')
}
