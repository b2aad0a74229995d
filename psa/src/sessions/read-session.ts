import { isSecret } from '../secrets.ts'
import type { Psa } from '../psa.ts'
import type { Session } from './session.ts'
import { readSessionCookie } from './session-cookie.ts'
import { isLive } from './live-sessions.ts'
import * as sessions from './session-store.ts'

/** A session's last use is written down at most this often, in milliseconds. */
const TOUCH_EVERY = 60_000

/**
 * The session of the browser that sent a request; null without one.
 *
 * A session that came through the hub is asked for at connect on every request, so that it ends with the link, the
 * member or the invitation that it rests on.
 */
export async function readSession(
  psa: Pick<Psa, 'db' | 'now' | 'config' | 'connect'>,
  request: Request,
): Promise<Session | null> {
  const cookie = readSessionCookie(psa.config, request)
  if (cookie === null) return null
  const [id = '', secret = ''] = cookie.split('.')
  const now = psa.now()
  const stored = await sessions.findLive(psa.db, id, now)
  if (!stored || !isSecret(secret, stored.secretHash)) return null
  const { session } = stored
  if (!(await isKnownToConnect(psa, session))) return null
  if (now - stored.usedAt >= TOUCH_EVERY) await sessions.touch(psa.db, session.id, now)
  return session
}

/** Whether that session would be found now. To ask is not to use it. */
export async function isSessionStill(psa: Pick<Psa, 'db' | 'now' | 'connect'>, session: Session): Promise<boolean> {
  return (await isLive(psa, session.id)) && (await isKnownToConnect(psa, session))
}

async function isKnownToConnect({ connect }: Pick<Psa, 'connect'>, { productSessionId }: Session): Promise<boolean> {
  return productSessionId === null || (await connect.checkSession(productSessionId))
}
