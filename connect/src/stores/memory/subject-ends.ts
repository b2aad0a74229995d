import type { SubjectEndRecords } from '../../records/subject-ends.ts'
import type { Use } from './state.ts'
import { take } from './state.ts'

const keyOf = (issuer: string, subject: string, organizationId: string | null) =>
  JSON.stringify([issuer, subject, organizationId])

/** Transactions take turns, so that a hold has nothing to keep. */
export function subjectEndRecords(use: Use): SubjectEndRecords {
  return {
    hold: async (issuer, { subject, organizationId, issuedAt }) =>
      use(({ subjectEnds }) =>
        [null, organizationId].every(
          (organization) => (subjectEnds.get(keyOf(issuer, subject, organization))?.endedAt ?? 0) < issuedAt,
        ),
      ),

    end: async (issuer, { subject, organizationId }, endedAt, expiresAt) =>
      use(({ subjectEnds }) => {
        const key = keyOf(issuer, subject, organizationId)
        const known = subjectEnds.get(key)?.endedAt ?? 0
        subjectEnds.set(key, { endedAt: Math.max(known, endedAt), expiresAt })
      }),

    deleteExpired: async (at) =>
      use(({ subjectEnds }) => {
        take(subjectEnds, ({ expiresAt }) => expiresAt <= at)
      }),
  }
}
