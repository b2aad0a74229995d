import type { Hub } from '../../hub.ts'
import type { EndSession } from './end-session.ts'
import * as hubSessions from './hub-sessions-store.ts'

/** Stops the sessions whose end is decided, and whose process died, or could not go on, right after that. */
export async function finishEnds(hub: Pick<Hub, 'db'>, endSession: EndSession): Promise<void> {
  await Promise.all((await hubSessions.listWithoutTombstone(hub.db)).map((uid) => endSession(uid)))
}
