import type { AccessReportRecords } from '../../records/remaining-access.ts'
import type { Use } from './state.ts'
import { take } from './state.ts'

export function accessReportRecords(use: Use): AccessReportRecords {
  return {
    note: async (report) =>
      use(({ accessReports }) => {
        const key = keyOf(report.issuer, report.n)
        if (!accessReports.has(key)) accessReports.set(key, report)
      }),

    due: async (issuer, at, most) =>
      use(({ accessReports }) =>
        [...accessReports.values()]
          .filter((report) => report.issuer === issuer && report.nextTryAt <= at)
          .toSorted((one, other) => one.n - other.n)
          .slice(0, most),
      ),

    delete: async (issuer, n) => use(({ accessReports }) => void accessReports.delete(keyOf(issuer, n))),

    postpone: async ({ issuer, n, tries }, nextTryAt) =>
      use(({ accessReports }) => {
        const report = accessReports.get(keyOf(issuer, n))
        if (report?.tries !== tries) return false
        accessReports.set(keyOf(issuer, n), { ...report, tries: tries + 1, nextTryAt })
        return true
      }),

    deleteExpired: async (at) =>
      use(({ accessReports }) => void take(accessReports, ({ expiresAt }) => expiresAt <= at)),

    adoptIssuer: async (former, issuer) =>
      use(({ accessReports }) => {
        for (const report of take(accessReports, (one) => former.includes(one.issuer))) {
          const key = keyOf(issuer, report.n)
          if (!accessReports.has(key)) accessReports.set(key, { ...report, issuer })
        }
      }),
  }
}

const keyOf = (issuer: string, n: number): string => JSON.stringify([issuer, n])
