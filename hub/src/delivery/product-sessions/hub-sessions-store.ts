import { deleteRows } from '@lanyard/storage'
import type { ExpressionBuilder, Kysely } from 'kysely'
import type { Instant } from '../../clock.ts'
import type { Ledger } from '../../db/schema.ts'

/** Holds a session for a client that is added to it, until the commit. @returns false where it is over */
export async function hold(db: Kysely<Ledger>, uid: string, at: Instant): Promise<boolean> {
  const held = await db
    .insertInto('hub_sessions')
    .values({ uid, seen_at: at, ended_at: null, entombed_at: null })
    .onConflict((conflict) =>
      conflict.column('uid').doUpdateSet({ seen_at: at }).where('hub_sessions.ended_at', 'is', null),
    )
    .returning('uid')
    .executeTakeFirst()
  return held !== undefined
}

/** Ends a session, also one that no client is known of yet. @returns false where it was over before */
export async function end(db: Kysely<Ledger>, uid: string, at: Instant): Promise<boolean> {
  const ended = await db
    .insertInto('hub_sessions')
    .values({ uid, seen_at: at, ended_at: at, entombed_at: null })
    .onConflict((conflict) =>
      conflict.column('uid').doUpdateSet({ seen_at: at, ended_at: at }).where('hub_sessions.ended_at', 'is', null),
    )
    .returning('uid')
    .executeTakeFirst()
  return ended !== undefined
}

/** Ended ones whose tombstone is not there yet, the oldest first. */
export async function listWithoutTombstone(db: Kysely<Ledger>): Promise<string[]> {
  const rows = await db
    .selectFrom('hub_sessions')
    .select('uid')
    .where('ended_at', 'is not', null)
    .where('entombed_at', 'is', null)
    .orderBy('ended_at')
    .limit(100)
    .execute()
  return rows.map(({ uid }) => uid)
}

export async function markTombstone(db: Kysely<Ledger>, uid: string, at: Instant): Promise<void> {
  await db
    .updateTable('hub_sessions')
    .set({ entombed_at: at })
    .where('uid', '=', uid)
    .where('ended_at', 'is not', null)
    .where('entombed_at', 'is', null)
    .execute()
}

/** Forgets sessions without a client; one that was ended only once its tombstone is there. */
export async function prune(db: Kysely<Ledger>, before: Instant, signal?: AbortSignal): Promise<void> {
  const where = (row: ExpressionBuilder<Ledger, 'hub_sessions'>) => {
    const ofSession = row
      .selectFrom('product_sessions')
      .select('product_sessions.hub_session')
      .whereRef('product_sessions.hub_session', '=', 'hub_sessions.uid')
    const isOver = row.or([row('ended_at', 'is', null), row('entombed_at', 'is not', null)])
    return row.and([row('seen_at', '<', before), isOver, row.not(row.exists(ofSession))])
  }
  await deleteRows(db, { from: 'hub_sessions', key: ['uid'], where }, signal)
}
