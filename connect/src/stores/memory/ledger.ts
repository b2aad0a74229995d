import type { AuditRecords, LinkPolicyRecords, LocalSessionEndRecords, NoticeRecords } from '../../records/ledger.ts'
import type { Use } from './state.ts'
import { take } from './state.ts'

export function noticeRecords(use: Use): NoticeRecords {
  return {
    insert: async (id, notice, at) =>
      use(({ notices }) => {
        notices.set(id, { notice, at })
      }),

    find: async (id, since) =>
      use(({ notices }) => {
        const kept = notices.get(id)
        return kept && kept.at >= since ? kept.notice : null
      }),

    deleteBefore: async (instant) =>
      use(({ notices }) => {
        take(notices, ({ at }) => at < instant)
      }),
  }
}

export function policyRecords(use: Use): LinkPolicyRecords {
  return {
    find: async (tenantId) => use(({ policies }) => policies.get(tenantId) ?? null),

    put: async (tenantId, policy) =>
      use(({ policies }) => {
        policies.set(tenantId, policy)
      }),

    delete: async (tenantId) =>
      use(({ policies }) => {
        policies.delete(tenantId)
      }),
  }
}

export function localSessionEndRecords(use: Use): LocalSessionEndRecords {
  return {
    isWanted: async (tenantId) => use(({ localSessionEnds }) => localSessionEnds.has(tenantId)),

    tenants: async () => use(({ localSessionEnds }) => [...localSessionEnds.keys()]),

    want: async (tenantId, at) =>
      use(({ localSessionEnds }) => {
        localSessionEnds.set(tenantId, localSessionEnds.get(tenantId) ?? at)
      }),

    delete: async (tenantId) =>
      use(({ localSessionEnds }) => {
        localSessionEnds.delete(tenantId)
      }),
  }
}

export function auditRecords(use: Use): AuditRecords {
  return {
    write: async (entry) =>
      use(({ audit }) => {
        audit.set(audit.size, entry)
      }),

    ofTenant: async (tenantId) =>
      use(({ audit }) => [...audit.values()].filter((entry) => entry.tenantId === tenantId)),
  }
}
