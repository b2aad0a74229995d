import type { UserId } from '../ids.ts'
import type { Psa } from '../psa.ts'
import * as sessions from './session-store.ts'

/** How many browsers a user is logged in with. */
export function countSessions({ db, now }: Pick<Psa, 'db' | 'now'>, user: UserId): Promise<number> {
  return sessions.countLiveOf(db, user, now())
}
