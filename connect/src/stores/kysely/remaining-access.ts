import type { Selectable } from 'kysely'
import type { AccessReport, AccessReportRecords } from '../../records/remaining-access.ts'
import { count, type Database, instant } from './database.ts'
import { deleteRows } from './delete-rows.ts'
import type { ConnectTables } from './tables.ts'

export function accessReportRecords({ db }: Database): AccessReportRecords {
  return {
    async note({ issuer, n, auditId, subject, userId, tries, nextTryAt, expiresAt }) {
      await db
        .insertInto('connect_remaining_access')
        .values({
          issuer,
          n,
          audit_id: auditId,
          subject,
          user_id: userId,
          tries,
          next_try_at: nextTryAt,
          expires_at: expiresAt,
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    },

    async due(issuer, at, most) {
      const rows = await db
        .selectFrom('connect_remaining_access')
        .selectAll()
        .where('issuer', '=', issuer)
        .where('next_try_at', '<=', at)
        .orderBy('n')
        .limit(most)
        .execute()
      return rows.map(fromRow)
    },

    async delete(issuer, n) {
      await db.deleteFrom('connect_remaining_access').where('issuer', '=', issuer).where('n', '=', n).execute()
    },

    async postpone({ issuer, n, tries }, nextTryAt) {
      const result = await db
        .updateTable('connect_remaining_access')
        .set({ next_try_at: nextTryAt, tries: tries + 1 })
        .where('issuer', '=', issuer)
        .where('n', '=', n)
        .where('tries', '=', tries)
        .executeTakeFirst()
      return count(result) === 1
    },

    async deleteExpired(at, signal) {
      await deleteRows(
        { db },
        'connect_remaining_access',
        ['issuer', 'n'],
        (row) => row('expires_at', '<=', at),
        signal,
      )
    },

    async adoptIssuer(former, issuer) {
      for (const name of former) {
        await db
          .deleteFrom('connect_remaining_access')
          .where('issuer', '=', name)
          .where('n', 'in', (row) =>
            row.selectFrom('connect_remaining_access').select('n').where('issuer', '=', issuer),
          )
          .execute()
        await db.updateTable('connect_remaining_access').set({ issuer }).where('issuer', '=', name).execute()
      }
    },
  }
}

function fromRow(row: Selectable<ConnectTables['connect_remaining_access']>): AccessReport {
  return {
    issuer: row.issuer,
    n: instant(row.n),
    auditId: row.audit_id,
    subject: row.subject,
    userId: row.user_id,
    tries: row.tries,
    nextTryAt: instant(row.next_try_at),
    expiresAt: instant(row.expires_at),
  }
}
