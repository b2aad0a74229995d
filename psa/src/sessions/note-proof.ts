import type { SessionId } from '../ids.ts'
import type { Psa } from '../psa.ts'
import * as sessions from './session-store.ts'

/** The person of a session has just proved that it is them. */
export function noteProof({ db, now }: Pick<Psa, 'db' | 'now'>, session: SessionId): Promise<void> {
  return sessions.noteProof(db, session, now())
}
