import type { ExpressionBuilder, Selectable } from 'kysely'
import type { Attempt, AttemptRecords, Question } from '../../records/attempts.ts'
import { count, type Database, instant, instantOrNull, oneOf, present } from './database.ts'
import { deleteRows } from './delete-rows.ts'
import type { ConnectTables } from './tables.ts'

export function attemptRecords({ db, locksRows }: Database): AttemptRecords {
  return {
    async hold(id) {
      if (!locksRows) return
      await db.selectFrom('connect_attempts').select('id').where('id', '=', id).forUpdate().execute()
    },

    async keep(attempt, at) {
      if (attempt.expiresAt <= at) return false
      const ends = db.selectFrom('connect_sign_in_ends').select('ended_at')
      const end = await (locksRows ? ends.forShare() : ends).executeTakeFirst()
      if (end !== undefined && attempt.startedAt <= instant(end.ended_at)) return false
      const kept = await db
        .insertInto('connect_attempts')
        .values(toRow(attempt))
        .onConflict((conflict) => conflict.column('id').doNothing())
        .returning('id')
        .executeTakeFirst()
      return kept !== undefined
    },

    async insert(attempt) {
      await db.insertInto('connect_attempts').values(toRow(attempt)).execute()
    },

    async find(id) {
      const row = await db.selectFrom('connect_attempts').selectAll().where('id', '=', id).executeTakeFirst()
      return row ? fromRow(row) : null
    },

    async consume(id, at, landing) {
      const result = await db
        .updateTable('connect_attempts')
        .set({ consumed_at: at, ...(landing ? { landing: landing.path, user_id: landing.userId } : {}) })
        .where('id', '=', id)
        .where('consumed_at', 'is', null)
        .where('expires_at', '>', at)
        .executeTakeFirst()
      return count(result) === 1
    },

    async killOfTenant(tenantId, at) {
      await db
        .updateTable('connect_attempts')
        .set({ consumed_at: at })
        .where('tenant_id', '=', tenantId)
        .where('consumed_at', 'is', null)
        .execute()
    },

    async killSignIns(at) {
      await db
        .insertInto('connect_sign_in_ends')
        .values({ id: 'all', ended_at: at })
        .onConflict((conflict) => conflict.column('id').doUpdateSet({ ended_at: at }))
        .execute()
      await db
        .updateTable('connect_attempts')
        .set({ consumed_at: at })
        .where('kind', 'in', ['sign_in', 'link_user'])
        .where('consumed_at', 'is', null)
        .execute()
    },

    async deleteExpiredBefore(limit, signIns = limit, signal) {
      await deleteRows({ db }, 'connect_attempts', ['id'], (row) => row('expires_at', '<', limit), signal)
      const signIn = (row: ExpressionBuilder<ConnectTables, 'connect_attempts'>) =>
        row.and([row('expires_at', '<', signIns), row('kind', '=', 'sign_in')])
      await deleteRows({ db }, 'connect_attempts', ['id'], signIn, signal)
    },
  }
}

type Row = Selectable<ConnectTables['connect_attempts']>

function toRow(attempt: Attempt): Row {
  const linking = attempt.kind !== 'sign_in'
  return {
    id: attempt.id,
    kind: attempt.kind,
    secret_hash: attempt.secretHash,
    tenant_id: linking ? attempt.tenantId : null,
    user_id: linking ? attempt.userId : (attempt.landing?.userId ?? null),
    session_id: linking ? attempt.sessionId : null,
    target: linking ? null : attempt.target,
    audit_id: attempt.auditId,
    started_at: attempt.startedAt,
    expires_at: attempt.expiresAt,
    question: linking || !attempt.question ? null : JSON.stringify(attempt.question),
    consumed_at: attempt.consumedAt,
    landing: attempt.landing?.path ?? null,
  }
}

function fromRow(row: Row): Attempt {
  const any = {
    id: row.id,
    secretHash: row.secret_hash,
    auditId: row.audit_id,
    startedAt: instant(row.started_at),
    expiresAt: instant(row.expires_at),
    consumedAt: instantOrNull(row.consumed_at),
    landing: row.landing === null ? null : { path: row.landing, userId: present(row.user_id) },
  }
  const kind = oneOf(['sign_in', 'link_tenant', 'link_user'], row.kind)
  if (kind === 'sign_in') {
    const question = row.question === null ? null : (JSON.parse(row.question) as Question)
    return { ...any, kind, target: row.target, question }
  }
  return {
    ...any,
    kind,
    tenantId: present(row.tenant_id),
    userId: present(row.user_id),
    sessionId: present(row.session_id),
  }
}
