import type { LinkReportRecords, OwedEndRecords } from '../records/outbox.ts'
import type { Use } from './memory-store.ts'
import { take } from './state.ts'

export function owedEndRecords(use: Use): OwedEndRecords {
  return {
    owe: async (end) =>
      use(({ owedEnds }) => {
        if (!owedEnds.has(end.linkId)) owedEnds.set(end.linkId, { ...end, acknowledgedAt: null })
      }),

    ofTenant: async (tenantId) =>
      use(({ owedEnds }) =>
        [...owedEnds.values()].filter((end) => end.acknowledgedAt === null && end.tenantId === tenantId),
      ),

    due: async (at) =>
      use(({ owedEnds }) => [...owedEnds.values()].filter((end) => end.acknowledgedAt === null && end.nextTryAt <= at)),

    acknowledge: async (linkId, at) =>
      use(({ owedEnds }) => {
        const end = owedEnds.get(linkId)
        if (!end || end.acknowledgedAt !== null) return false
        owedEnds.set(linkId, { ...end, acknowledgedAt: at })
        return true
      }),

    postpone: async ({ linkId, tries }, nextTryAt) =>
      use(({ owedEnds }) => {
        const end = owedEnds.get(linkId)
        if (!end || end.acknowledgedAt !== null || end.tries !== tries) return false
        owedEnds.set(linkId, { ...end, tries: tries + 1, nextTryAt })
        return true
      }),
  }
}

export function reportRecords(use: Use): LinkReportRecords {
  return {
    note: async (linkId, subject, state, at) =>
      use(({ reports }) => {
        const before = reports.get(keyOf({ linkId, subject }))
        const { version, deliveredVersion } = before ?? { version: 0, deliveredVersion: 0 }
        const report = { linkId, subject, state, version: version + 1, deliveredVersion, tries: 0, nextTryAt: at }
        reports.set(keyOf(report), report)
      }),

    due: async (at) =>
      use(({ reports }) =>
        [...reports.values()].filter((report) => report.deliveredVersion < report.version && report.nextTryAt <= at),
      ),

    delivered: async ({ linkId, subject, version }) =>
      use(({ reports }) => {
        const report = reports.get(keyOf({ linkId, subject }))
        if (report && report.deliveredVersion < version) {
          reports.set(keyOf(report), { ...report, deliveredVersion: version })
        }
      }),

    postpone: async ({ linkId, subject, version, tries }, nextTryAt) =>
      use(({ reports }) => {
        const report = reports.get(keyOf({ linkId, subject }))
        if (!report || report.version !== version || report.tries !== tries) return false
        reports.set(keyOf(report), { ...report, tries: tries + 1, nextTryAt })
        return true
      }),

    dropOfLink: async (linkId) =>
      use(({ reports }) => {
        take(reports, (report) => report.linkId === linkId)
      }),
  }
}

const keyOf = ({ linkId, subject }: { readonly linkId: string; readonly subject: string }) =>
  JSON.stringify([linkId, subject])
