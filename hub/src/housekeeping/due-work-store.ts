import type { ExpressionBuilder, Kysely, SelectQueryBuilder } from 'kysely'
import type { Instant } from '../clock.ts'
import type { Ledger } from '../db/schema.ts'

/** Kinds of work that wait in the ledger until a node does them. */
export interface DueWork {
  readonly hints: boolean
  readonly sessionEnds: boolean
  readonly tombstones: boolean
  readonly logouts: boolean
  readonly mail: boolean
  readonly lapses: boolean
  readonly ceremonies: boolean
}

type Row = ExpressionBuilder<Ledger, never>

/** Whether there is any of each kind. It only reads, each by the index of what is due. */
export async function findDueWork(db: Kysely<Ledger>, now: Instant): Promise<DueWork> {
  const found = await db
    .selectNoFrom((row) => [
      hasAny(row, row.selectFrom('hub_feeds').whereRef('hinted_to', '<', 'last')).as('hints'),
      hasAny(row, row.selectFrom('session_ends').where('done_at', 'is', null)).as('sessionEnds'),
      hasAny(row, row.selectFrom('hub_sessions').where('ended_at', 'is not', null).where('entombed_at', 'is', null)).as(
        'tombstones',
      ),
      hasAny(
        row,
        row
          .selectFrom('logout_deliveries')
          .where('answered_at', 'is', null)
          .where('failed_at', 'is', null)
          .where('next_try_at', '<=', now),
      ).as('logouts'),
      hasAny(
        row,
        row
          .selectFrom('notices')
          .where('sent_at', 'is', null)
          .where('failed_at', 'is', null)
          .where('next_try_at', '<=', now),
      ).as('mail'),
      hasAny(row, row.selectFrom('tenant_links').where('state', '=', 'approved').where('lapses_at', '<=', now)).as(
        'lapses',
      ),
      hasAny(
        row,
        row.selectFrom('tenant_links').where('session_uid', 'is not', null).where('state', '<>', 'approved'),
      ).as('ceremonies'),
    ])
    .executeTakeFirstOrThrow()
  return {
    hints: found.hints === 1,
    sessionEnds: found.sessionEnds === 1,
    tombstones: found.tombstones === 1,
    logouts: found.logouts === 1,
    mail: found.mail === 1,
    lapses: found.lapses === 1,
    ceremonies: found.ceremonies === 1,
  }
}

/** A number on both databases: SQLite has no booleans. */
function hasAny<Table extends keyof Ledger>(row: Row, query: SelectQueryBuilder<Ledger, Table, object>) {
  return row
    .case()
    .when(row.exists(query.select((one) => one.lit(1).as('one'))))
    .then(row.lit(1))
    .else(row.lit(0))
    .end()
}
