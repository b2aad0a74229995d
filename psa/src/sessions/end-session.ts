import { inTransaction } from '@lanyard/storage'
import { lockUser } from '../db/lock-user.ts'
import type { SessionId, UserId } from '../ids.ts'
import type { Psa } from '../psa.ts'
import type { Session } from './session.ts'
import * as sessions from './session-store.ts'

type Host = Pick<Psa, 'db' | 'connect'>

/** Logout: the session ends here, and with it what connect keeps of it. */
export function endSession(psa: Host, session: Session): Promise<void> {
  return inTransaction(psa, async (psa) => {
    await sessions.remove(psa.db, session.id)
    if (session.productSessionId !== null) await psa.connect.endSession(psa.db, session.productSessionId)
  })
}

/** Ends a user's sessions that began with their password here, in the caller's commit. @returns how many */
export async function endLocalSessions({ db }: Pick<Psa, 'db'>, user: UserId): Promise<number> {
  await lockUser(db, user)
  return sessions.removeLocalOf(db, user)
}

/** How many sessions of a user began with their password here and are alive. */
export function countLocalSessions({ db, now }: Pick<Psa, 'db' | 'now'>, user: UserId): Promise<number> {
  return sessions.countLocalOf(db, user, now())
}

/** Ends every session of a user, local ones and those through the hub, in the caller's commit. */
export async function endUserSessions(
  psa: Host,
  user: UserId,
  { except }: { except?: SessionId | undefined } = {},
): Promise<void> {
  await lockUser(psa.db, user)
  for (const { productSessionId } of await sessions.removeAllOf(psa.db, user, except)) {
    if (productSessionId !== null) await psa.connect.endSession(psa.db, productSessionId)
  }
}
