import type { PsaDb, PsaSchema } from '../db/schema.ts'
import type { SessionId, UserId } from '../ids.ts'
import { type Session, SESSION_IDLE, SESSION_LIFETIME } from './session.ts'

export interface StoredSession {
  readonly session: Session
  readonly secretHash: string
  readonly usedAt: number
}

/** A session that has neither reached its end nor idled out. */
export async function findLive(db: PsaDb, id: string, now: number): Promise<StoredSession | null> {
  const row = await db
    .selectFrom('sessions')
    .selectAll()
    .where('id', '=', id as SessionId)
    .where('begun_at', '>', now - SESSION_LIFETIME * 1000)
    .where('used_at', '>', now - SESSION_IDLE * 1000)
    .executeTakeFirst()
  return row ? { session: toSession(row), secretHash: row.secret_hash, usedAt: row.used_at } : null
}

export async function insert(db: PsaDb, session: Session, secretHash: string, at: number): Promise<void> {
  await db
    .insertInto('sessions')
    .values({
      id: session.id,
      secret_hash: secretHash,
      tenant_id: session.tenant,
      user_id: session.user,
      product_session_id: session.productSessionId,
      proven_at: session.provenAt,
      begun_at: at,
      used_at: at,
    })
    .execute()
}

export async function touch(db: PsaDb, id: SessionId, at: number): Promise<void> {
  await db.updateTable('sessions').set({ used_at: at }).where('id', '=', id).execute()
}

/** @returns what was there */
export async function remove(db: PsaDb, id: string): Promise<Session | null> {
  const row = await db
    .deleteFrom('sessions')
    .where('id', '=', id as SessionId)
    .returningAll()
    .executeTakeFirst()
  return row ? toSession(row) : null
}

/** Those that did not begin through the hub. @returns how many were there */
export async function removeLocalOf(db: PsaDb, user: UserId): Promise<number> {
  const local = db.deleteFrom('sessions').where('user_id', '=', user).where('product_session_id', 'is', null)
  return Number((await local.executeTakeFirst()).numDeletedRows)
}

/** Those that did not begin through the hub, and have neither reached their end nor idled out. */
export async function countLocalOf(db: PsaDb, user: UserId, now: number): Promise<number> {
  const { count } = await db
    .selectFrom('sessions')
    .select(({ fn }) => fn.countAll<number | string>().as('count'))
    .where('user_id', '=', user)
    .where('product_session_id', 'is', null)
    .where('begun_at', '>', now - SESSION_LIFETIME * 1000)
    .where('used_at', '>', now - SESSION_IDLE * 1000)
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** @returns the sessions that were there */
export async function removeAllOf(db: PsaDb, user: UserId, except: SessionId | undefined): Promise<Session[]> {
  const all = db.deleteFrom('sessions').where('user_id', '=', user)
  const rows = await (except === undefined ? all : all.where('id', '!=', except)).returningAll().execute()
  return rows.map(toSession)
}

function toSession(row: PsaSchema['sessions']): Session {
  const { id, tenant_id: tenant, user_id: user, product_session_id: productSessionId, proven_at: provenAt } = row
  return { id, tenant, user, productSessionId, provenAt }
}
