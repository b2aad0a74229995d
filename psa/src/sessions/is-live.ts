import type { SessionId } from '../ids.ts'
import type { Psa } from '../psa.ts'
import * as sessions from './session-store.ts'

/** Is the session that acts still there? In a transaction it stays until the commit: what would end it waits. */
export function isLive({ db, now }: Pick<Psa, 'db' | 'now'>, session: SessionId): Promise<boolean> {
  return sessions.isLive(db, session, now())
}
