import { deleteRows } from '@lanyard/storage'
import { forShare } from '../db/for-share.ts'
import type { SessionId, UserId } from '../ids.ts'
import type { Psa } from '../psa.ts'
import { SESSION_IDLE, SESSION_LIFETIME } from './session.ts'

type Part = Pick<Psa, 'db' | 'now'>

/** Is the session that acts still there? In a transaction it stays until the commit: what would end it waits. */
export async function isLive({ db, now }: Part, id: SessionId): Promise<boolean> {
  const query = db
    .selectFrom('sessions')
    .select('id')
    .where('id', '=', id)
    .where('begun_at', '>', now() - SESSION_LIFETIME * 1000)
    .where('used_at', '>', now() - SESSION_IDLE * 1000)
  return (await forShare(db, query).executeTakeFirst()) !== undefined
}

/** How many browsers a user is logged in with: sessions neither at their end nor idled out. */
export async function countSessions({ db, now }: Part, user: UserId): Promise<number> {
  const { count } = await db
    .selectFrom('sessions')
    .select((eb) => eb.fn.countAll().as('count'))
    .where('user_id', '=', user)
    .where('begun_at', '>', now() - SESSION_LIFETIME * 1000)
    .where('used_at', '>', now() - SESSION_IDLE * 1000)
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** The person of a session has just proved that it is them. */
export async function noteProof({ db, now }: Part, id: SessionId): Promise<void> {
  await db.updateTable('sessions').set({ proven_at: now() }).where('id', '=', id).execute()
}

/** Deletes the rows of sessions that ended by time; nothing reads them any more. */
export async function forgetEndedSessions({ db, now }: Part, signal?: AbortSignal): Promise<void> {
  const sessions = { from: 'sessions', key: ['id'] } as const
  await deleteRows(db, { ...sessions, where: (row) => row('begun_at', '<=', now() - SESSION_LIFETIME * 1000) }, signal)
  await deleteRows(db, { ...sessions, where: (row) => row('used_at', '<=', now() - SESSION_IDLE * 1000) }, signal)
}
