import { deleteRows } from '@lanyard/storage'
import type { PsaDb } from '../db/schema.ts'
import type { UserId } from '../ids.ts'

const NOBODY = '' as UserId

/** Null stands for an unknown user, for whom the database looks just as long (T29). */
export async function findHash(db: PsaDb, user: UserId | null): Promise<string | null> {
  const id = user ?? NOBODY
  const row = await db.selectFrom('passwords').select('hash').where('user_id', '=', id).executeTakeFirst()
  return row?.hash ?? null
}

export async function findOwners(db: PsaDb, users: readonly UserId[]): Promise<Set<UserId>> {
  if (users.length === 0) return new Set()
  const rows = await db.selectFrom('passwords').select('user_id').where('user_id', 'in', users).execute()
  return new Set(rows.map((row) => row.user_id))
}

export async function put(db: PsaDb, user: UserId, hash: string, at: number): Promise<void> {
  await db
    .insertInto('passwords')
    .values({ user_id: user, hash, set_at: at })
    .onConflict((conflict) => conflict.column('user_id').doUpdateSet({ hash, set_at: at }))
    .execute()
}

export async function insertReset(
  db: PsaDb,
  reset: { tokenHash: string; user: UserId; createdAt: number; expiresAt: number },
): Promise<void> {
  await db
    .insertInto('password_resets')
    .values({
      token_hash: reset.tokenHash,
      user_id: reset.user,
      created_at: reset.createdAt,
      expires_at: reset.expiresAt,
    })
    .execute()
}

export async function countResetsSince(db: PsaDb, user: UserId, since: number): Promise<number> {
  const { count } = await db
    .selectFrom('password_resets')
    .select(({ fn }) => fn.countAll().as('count'))
    .where('user_id', '=', user)
    .where('created_at', '>', since)
    .executeTakeFirstOrThrow()
  return Number(count)
}

export async function findResetUser(db: PsaDb, tokenHash: string, now: number): Promise<UserId | null> {
  const row = await db
    .selectFrom('password_resets')
    .select('user_id')
    .where('token_hash', '=', tokenHash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return row?.user_id ?? null
}

/** Compare-and-set: of two simultaneous uses of a link one gets the user, the other null. */
export async function consumeReset(db: PsaDb, tokenHash: string, now: number): Promise<UserId | null> {
  const row = await db
    .updateTable('password_resets')
    .set({ used_at: now })
    .where('token_hash', '=', tokenHash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .returning('user_id')
    .executeTakeFirst()
  return row?.user_id ?? null
}

/** Links that were mailed before open nothing any more. */
export async function consumeAllResets(db: PsaDb, user: UserId, now: number): Promise<void> {
  await db
    .updateTable('password_resets')
    .set({ used_at: now })
    .where('user_id', '=', user)
    .where('used_at', 'is', null)
    .execute()
}

export async function deleteExpiredResets(db: PsaDb, now: number, signal?: AbortSignal): Promise<void> {
  const links = { from: 'password_resets', key: ['token_hash'] } as const
  await deleteRows(db, { ...links, where: (row) => row('expires_at', '<=', now) }, signal)
}
