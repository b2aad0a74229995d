import type { LinkReportRecords, OwedEnd, OwedEndRecords } from '../../records/outbox.ts'
import type { Use } from './state.ts'
import { type State, take } from './state.ts'

export function owedEndRecords(use: Use): OwedEndRecords {
  return {
    owe: async (end) =>
      use(({ owedEnds }) => {
        if (!owedEnds.has(end.linkId)) owedEnds.set(end.linkId, { end, acknowledgedAt: null })
      }),

    ofTenant: async (tenantId) => use((state) => owed(state).filter((end) => end.tenantId === tenantId)),

    due: async (at, most) =>
      use((state) =>
        owed(state)
          .filter((end) => end.nextTryAt <= at)
          .toSorted((one, other) => one.nextTryAt - other.nextTryAt)
          .slice(0, most),
      ),

    acknowledge: async (linkId, at) =>
      use(({ owedEnds }) => {
        const kept = owedEnds.get(linkId)
        if (!kept || kept.acknowledgedAt !== null) return false
        owedEnds.set(linkId, { ...kept, acknowledgedAt: at })
        return true
      }),

    postpone: async ({ linkId, tries }, nextTryAt) =>
      use((state) => {
        const end = owed(state).find((candidate) => candidate.linkId === linkId && candidate.tries === tries)
        if (!end) return false
        state.owedEnds.set(linkId, { end: { ...end, tries: tries + 1, nextTryAt }, acknowledgedAt: null })
        return true
      }),
  }
}

function owed({ owedEnds }: State): OwedEnd[] {
  return [...owedEnds.values()].filter(({ acknowledgedAt }) => acknowledgedAt === null).map(({ end }) => end)
}

export function reportRecords(use: Use): LinkReportRecords {
  return {
    note: async (linkId, subject, state, at) =>
      use(({ reports }) => {
        const key = keyOf({ linkId, subject })
        const before = reports.get(key)
        const version = (before?.report.version ?? 0) + 1
        const report = { linkId, subject, state, version, tries: 0, nextTryAt: at }
        reports.set(key, { report, deliveredVersion: before?.deliveredVersion ?? 0 })
      }),

    due: async (at, most) =>
      use(({ reports }) =>
        [...reports.values()]
          .filter(({ report, deliveredVersion }) => deliveredVersion < report.version && report.nextTryAt <= at)
          .map(({ report }) => report)
          .toSorted((one, other) => one.nextTryAt - other.nextTryAt)
          .slice(0, most),
      ),

    delivered: async ({ linkId, subject, version }) =>
      use(({ reports }) => {
        const key = keyOf({ linkId, subject })
        const kept = reports.get(key)
        if (kept && kept.deliveredVersion < version) reports.set(key, { ...kept, deliveredVersion: version })
      }),

    postpone: async ({ linkId, subject, version, tries }, nextTryAt) =>
      use(({ reports }) => {
        const key = keyOf({ linkId, subject })
        const kept = reports.get(key)
        if (!kept || kept.report.version !== version || kept.report.tries !== tries) return false
        reports.set(key, { ...kept, report: { ...kept.report, tries: tries + 1, nextTryAt } })
        return true
      }),

    dropOfLink: async (linkId) =>
      use(({ reports }) => {
        take(reports, ({ report }) => report.linkId === linkId)
      }),
  }
}

const keyOf = ({ linkId, subject }: { readonly linkId: string; readonly subject: string }) =>
  JSON.stringify([linkId, subject])
