import { deleteRows } from '@lanyard/storage'
import type { PsaDb } from '../db/schema.ts'
import type { UserId } from '../ids.ts'
import type { Psa } from '../psa.ts'

export async function insertResetLink(
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

export async function countResetLinksSince(db: PsaDb, user: UserId, since: number): Promise<number> {
  const { count } = await db
    .selectFrom('password_resets')
    .select(({ fn }) => fn.countAll().as('count'))
    .where('user_id', '=', user)
    .where('created_at', '>', since)
    .executeTakeFirstOrThrow()
  return Number(count)
}

export async function findResetLinkUser(db: PsaDb, tokenHash: string, now: number): Promise<UserId | null> {
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
export async function consumeResetLink(db: PsaDb, tokenHash: string, now: number): Promise<UserId | null> {
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

/** Voids the links that were mailed to a person before, from the commit of the caller on. */
export async function voidResetLinks(db: PsaDb, user: UserId, now: number): Promise<void> {
  await db
    .updateTable('password_resets')
    .set({ used_at: now })
    .where('user_id', '=', user)
    .where('used_at', 'is', null)
    .execute()
}

/** Deletes links that have expired. */
export async function forgetExpiredResets({ db, now }: Pick<Psa, 'db' | 'now'>, signal?: AbortSignal): Promise<void> {
  const links = { from: 'password_resets', key: ['token_hash'] } as const
  const expiredBy = now()
  await deleteRows(db, { ...links, where: (row) => row('expires_at', '<=', expiredBy) }, signal)
}
