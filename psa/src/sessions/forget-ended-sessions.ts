import type { Psa } from '../psa.ts'
import * as sessions from './session-store.ts'

/** Removes the rows of sessions that ended by time; nothing reads them any more. */
export function forgetEndedSessions(psa: Pick<Psa, 'db' | 'now'>, signal?: AbortSignal): Promise<void> {
  return sessions.removeEnded(psa.db, psa.now(), signal)
}
