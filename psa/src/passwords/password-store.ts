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
