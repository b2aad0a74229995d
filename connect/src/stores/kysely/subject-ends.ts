import type { SubjectEndRecords } from '../../records/subject-ends.ts'
import { type Database, instant } from './database.ts'
import { deleteRows } from './delete-rows.ts'

const EVERYWHERE = ''

export function subjectEndRecords({ db }: Database): SubjectEndRecords {
  return {
    async hold(issuer, { subject, organizationId, issuedAt }, expiresAt) {
      // Always in this order: of two at once, one waits for the other, and they never deadlock.
      const rows = [EVERYWHERE, organizationId].map((organization_id) => ({
        issuer,
        subject,
        organization_id,
        ended_at: 0,
        expires_at: expiresAt,
      }))
      const held = await db
        .insertInto('connect_subject_ends')
        .values(rows)
        .onConflict((conflict) =>
          conflict.columns(['issuer', 'subject', 'organization_id']).doUpdateSet({ expires_at: expiresAt }),
        )
        .returning('ended_at')
        .execute()
      return held.every(({ ended_at }) => instant(ended_at) < issuedAt)
    },

    async end(issuer, { subject, organizationId }, endedAt, expiresAt) {
      await db
        .insertInto('connect_subject_ends')
        .values({
          issuer,
          subject,
          organization_id: organizationId ?? EVERYWHERE,
          ended_at: endedAt,
          expires_at: expiresAt,
        })
        .onConflict((conflict) =>
          conflict.columns(['issuer', 'subject', 'organization_id']).doUpdateSet((set) => ({
            ended_at: set
              .case()
              .when('connect_subject_ends.ended_at', '>', endedAt)
              .then(set.ref('connect_subject_ends.ended_at'))
              .else(endedAt)
              .end(),
            expires_at: expiresAt,
          })),
        )
        .execute()
    },

    async deleteExpired(at, signal) {
      await deleteRows(
        { db },
        'connect_subject_ends',
        ['issuer', 'subject', 'organization_id'],
        (row) => row('expires_at', '<=', at),
        signal,
      )
    },
  }
}
